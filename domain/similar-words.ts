/** Shorter words have too many neighbours to be mistyped ones. */
const WORD_MIN_CHARS = 4;
const LONG_WORD_CHARS = 8;
const SIMILAR_MAX = 8;

/** How many typing errors a word may have: none, one, or two in a long one. */
export function errorsAllowed(word: string): number {
  if (word.length < WORD_MIN_CHARS) return 0;
  return word.length < LONG_WORD_CHARS ? 1 : 2;
}

/** What the words that a mistyped one may stand for begin with: people seldom mistype a word's first letter alone. */
export const likelyBeginnings = (word: string): readonly string[] => [
  ...new Set([...word].slice(0, 2)),
];

/** Those of the words that differ by few typing errors, the nearest first, at most 8. */
export function similarWords(word: string, words: Iterable<string>): readonly string[] {
  const allowed = errorsAllowed(word);
  const near: { readonly text: string; readonly errors: number }[] = [];
  for (const text of words) {
    if (Math.abs(text.length - word.length) > allowed) continue;
    const errors = typingErrors(word, text, allowed);
    if (errors <= allowed) near.push({ text, errors });
  }
  return near
    .toSorted((a, b) => a.errors - b.errors)
    .slice(0, SIMILAR_MAX)
    .map(({ text }) => text);
}

/**
 * Letters left out, added, put for another, or two exchanged: the least number that makes one word of the other. Of
 * more than `most` it says only that they are more.
 */
export function typingErrors(one: string, other: string, most = Infinity): number {
  let rows: readonly [Row, Row] = [[], Array.from({ length: other.length + 1 }, (_, n) => n)];
  for (let place = 1; place <= one.length; place += 1) {
    const row = nextRow(rows, [one.slice(0, place), other]);
    // No row after it has less.
    if (Math.min(...row) > most + 1) return most + 1;
    rows = [rows[1], row];
  }
  return rows[1][other.length] ?? 0;
}

/** The errors of a beginning of one word against each beginning of the other. */
type Row = readonly number[];

const at = (row: Row, index: number): number => row[index] ?? Infinity;

function nextRow(
  [beforeLast, last]: readonly [Row, Row],
  [one, other]: readonly [string, string],
): Row {
  const row = [one.length];
  for (let j = 1; j <= other.length; j += 1) {
    const isSame = one.at(-1) === other[j - 1];
    const isExchanged = one.at(-1) === other[j - 2] && one.at(-2) === other[j - 1];
    row[j] = Math.min(
      at(last, j) + 1,
      at(row, j - 1) + 1,
      at(last, j - 1) + (isSame ? 0 : 1),
      isExchanged ? at(beforeLast, j - 2) + 1 : Infinity,
    );
  }
  return row;
}
