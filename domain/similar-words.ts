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

/** Of a word that was mistyped, what is left of the one that was meant: one of these at least. */
export interface Remains {
  /** What it begins with, and ends with. */
  readonly beginning: string;
  readonly ending: string;
  /** What is in it somewhere, where there can be two errors. */
  readonly middle: string | null;
}

/**
 * The parts of a word of which its typing errors leave one as it was: there is one more of them than errors, and a
 * letter between two, so that two exchanged letters are of one part alone.
 */
export function remainsOf(word: string): Remains {
  const letters = [...word];
  const parts = errorsAllowed(word) + 1;
  const length = Math.floor((letters.length - parts + 1) / parts);
  const from = (start: number, end?: number): string => letters.slice(start, end).join('');
  const middle = parts > 2 ? from(length + 1, 2 * length + 1) : null;
  return { beginning: from(0, length), middle, ending: from((parts - 1) * (length + 1)) };
}

const hasRemains = (text: string, { beginning, middle, ending }: Remains): boolean =>
  text.startsWith(beginning) || text.endsWith(ending) || (middle !== null && text.includes(middle));

/** Those of the words that differ by few typing errors, the nearest first, at most 8. */
export function similarWords(word: string, words: Iterable<string>): readonly string[] {
  const allowed = errorsAllowed(word);
  const remains = remainsOf(word);
  const near: { readonly text: string; readonly errors: number }[] = [];
  for (const text of words) {
    if (Math.abs(text.length - word.length) > allowed || !hasRemains(text, remains)) continue;
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
  let beforeLast = new Uint16Array(other.length + 1);
  let last = Uint16Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let place = 1; place <= one.length; place += 1) {
    const row = new Uint16Array(other.length + 1);
    // No row after it has less.
    if (fillRow({ beforeLast, last, row }, { one, place, other }) > most + 1) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[other.length] ?? 0;
}

/** The errors of a beginning of one word against each beginning of the other. */
interface Rows {
  readonly beforeLast: Uint16Array;
  readonly last: Uint16Array;
  readonly row: Uint16Array;
}

interface Words {
  readonly one: string;
  /** How long the beginning is. */
  readonly place: number;
  readonly other: string;
}

/** @returns the least in the row. */
function fillRow({ beforeLast, last, row }: Rows, { one, place, other }: Words): number {
  const [letter, before] = [one.charCodeAt(place - 1), one.charCodeAt(place - 2)];
  row[0] = place;
  let least = place;
  for (let j = 1; j <= other.length; j += 1) {
    const given = other.charCodeAt(j - 1);
    let errors = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    errors = Math.min(errors, (last[j - 1] ?? 0) + (letter === given ? 0 : 1));
    const isExchanged = letter === other.charCodeAt(j - 2) && before === given;
    if (isExchanged) errors = Math.min(errors, (beforeLast[j - 2] ?? 0) + 1);
    row[j] = errors;
    least = Math.min(least, errors);
  }
  return least;
}
