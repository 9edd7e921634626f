/** A stretch of a text. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Shortcode extends Stretch {
  /** What was typed of it, without colons. */
  readonly name: string;
  /** Whether it was ended by a colon. */
  readonly isWhole: boolean;
}

/** Not within a word, as in a time or an address; two letters at least, so that a smiley stays one. */
const TYPED = /(?:^|[\s(])(:([a-z0-9_+-]{2,40})(:?))$/i;

/** The shortcode that is being typed, or has just been, where the cursor is; `null`: none. */
export function shortcodeAt(text: string, cursor: number): Shortcode | null {
  const [, typed, name, end] = TYPED.exec(text.slice(0, cursor)) ?? [];
  if (typed === undefined || name === undefined) return null;
  return {
    from: cursor - typed.length,
    to: cursor,
    name: name.toLowerCase(),
    isWhole: end === ':',
  };
}

/** A text with another one in place of a stretch of it, and where the cursor stands then. */
export const replaced = (
  text: string,
  { from, to }: Stretch,
  by: string,
): { readonly text: string; readonly cursor: number } => ({
  text: text.slice(0, from) + by + text.slice(to),
  cursor: from + by.length,
});

/** Where the cursor stands after a text was typed on: what is behind it is what was behind it before. */
export function cursorAfter(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let behind = 0;
  while (behind < shorter && before.at(-1 - behind) === after.at(-1 - behind)) behind += 1;
  return after.length - behind;
}
