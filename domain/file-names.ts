import { FILE_NAME_MAX_CHARS } from '../protocol/attachments.ts';
import { cleanLine } from '../protocol/text.ts';

/** What systems of files do not take, or take for something else. */
// oxlint-disable-next-line no-control-regex
const UNFIT = /[<>:"|?*\u0000-\u001f\u007f]/g;

/** What stands where a name says nothing. */
const NAMELESS = 'file';

/** The ending of a name, in small letters and without its dot; empty where it has none. What is longer than 12 is none. */
export const endingOf = (name: string): string =>
  /[^.]\.([\p{L}\p{N}]{1,12})$/u.exec(name)?.[1]?.toLowerCase() ?? '';

const stemOf = (name: string): string => {
  const ending = endingOf(name);
  return ending === '' ? name : name.slice(0, -ending.length - 1);
};

/**
 * A name as it may be shown and saved under: its last part, where it has folders; one visible line, without
 * characters that hide or reverse others; not hidden, not a device, and cut before its ending where it is too long.
 */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const visible = cleanLine(last.replace(UNFIT, ''))
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  if (visible === '') return NAMELESS;
  const chars = [...visible];
  if (chars.length <= FILE_NAME_MAX_CHARS) return visible;
  const ending = endingOf(visible);
  const kept = FILE_NAME_MAX_CHARS - (ending === '' ? 0 : ending.length + 1);
  return withEnding(chars.slice(0, kept).join('').trimEnd(), ending);
}

const withEnding = (stem: string, ending: string): string =>
  ending === '' ? stem : `${stem}.${ending}`;

/** A name with the ending that fits what the file is: one of these, the first where it has none of them. */
export function fitEnding(
  name: string,
  fitting: readonly string[],
  isReplaced: (ending: string) => boolean,
): string {
  const ending = endingOf(name);
  const [usual = ''] = fitting;
  if (fitting.includes(ending)) return name;
  const stem = isReplaced(ending) ? stemOf(name) : name;
  const room = FILE_NAME_MAX_CHARS - usual.length - 1;
  return withEnding([...stem].slice(0, room).join(''), usual);
}
