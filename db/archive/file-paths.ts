import { endingOf } from '../../domain/file-names.ts';
import type { Attachment } from '../../protocol/wire.ts';

/** Names of this length are taken by every system of files, in every script. */
const NAME_MAX_CHARS = 60;

/** What names may have in which no system, browser or address sees anything else. */
const UNFIT = /[^\p{L}\p{M}\p{N} ._()+-]/gu;
/** Devices of Windows. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** What a browser shows of a file from a folder, and runs nothing of. */
const HARMLESS: ReadonlySet<string> = new Set(
  'pdf zip gz 7z rtf epub docx xlsx pptx odt ods odp odg txt md csv tsv json ics vcf log'.split(
    ' ',
  ),
);

type Named = Pick<Attachment, 'id' | 'kind' | 'name'>;

/**
 * Where a file is in an archive: in a folder of its own, under its name as every system takes it. A document that a
 * browser would run, opened from a folder, as HTML and SVG, gets another ending.
 */
export const filePath = (file: Named): string => `files/${file.id}/${safeName(file)}`;

/** Where a picture's thumbnail is in an archive. */
export const thumbnailPath = (id: string): string => `thumbnails/${id}.webp`;

function safeName({ name, kind }: Named): string {
  const ending = endingOf(name);
  const stem = ending === '' ? name : name.slice(0, -ending.length - 1);
  const fit = [...stem.normalize('NFC').replace(UNFIT, '_')].slice(0, NAME_MAX_CHARS).join('');
  const isHarmless = kind !== 'document' || HARMLESS.has(ending);
  const whole = `${fit.trim() || 'file'}${ending === '' ? '' : `.${ending}`}${isHarmless ? '' : '.bin'}`;
  return DEVICE.test(whole) ? `_${whole}` : whole;
}
