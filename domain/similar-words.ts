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
    const errors = typingErrors(word, text);
    if (errors <= allowed) near.push({ text, errors });
  }
  return near
    .toSorted((a, b) => a.errors - b.errors)
    .slice(0, SIMILAR_MAX)
    .map(({ text }) => text);
}

/** Letters left out, added, put for another, or two exchanged: the least number that makes one word of the other. */
export function typingErrors(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const differs = one[i - 1] === other[j - 1] ? 0 : 1;
      const isExchanged =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + differs,
        isExchanged ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
