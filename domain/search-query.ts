import { authorTerm, FILE_TERM, pairTerms, toTerm, toTokens, type Token } from './search-text.ts';

/** Tokens that stand one behind the other. */
interface Sequence {
  readonly tokens: readonly Pick<Token, 'text' | 'isSign' | 'isGlued'>[];
  /** Whether the last word may go on. */
  readonly isOpen: boolean;
}

/** Something that must be in a message: one of its sequences. */
export interface Clause {
  readonly sequences: readonly Sequence[];
}

/** Terms from `low` to `high`, in the order of their UTF-8. */
export interface TermRange {
  readonly low: string;
  readonly high: string;
}

/** Of these ranges a message has a term at least. */
export interface TermGroup {
  readonly ranges: readonly TermRange[];
  /** Asked only where pairs of words are indexed, or only where they are not; null is everywhere. */
  readonly wherePaired: boolean | null;
}

/** A stretch of a message's text, in UTF-16 units: from the first up to, not including, the second. */
export type Range = readonly [number, number];

/** More than anybody types; what is beyond them is not looked at. */
const CLAUSES_MAX = 12;
const TOKENS_MAX = 24;

/** A word of one letter does not stand for all that begin so. */
const OPEN_MIN_CHARS = 2;

const QUOTED = /["“”„«»「」『』]([^"“”„«»「」『』]*)["“”„«»「」『』]|(\S+)/gu;
const LAST_CHAR = '\u{10ffff}';

/**
 * Reads what somebody searches for: words, each of which may go on in the text, and phrases in quotes, which are
 * meant as they stand. A message has to have all of them.
 */
export function parseSearch(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const [, quoted, word = ''] of text.matchAll(QUOTED)) {
    const tokens = toTokens(quoted ?? word).slice(0, TOKENS_MAX);
    if (tokens.length === 0) continue;
    clauses.push({ sequences: [{ tokens, isOpen: quoted === undefined && mayGoOn(tokens) }] });
  }
  return clauses.slice(0, CLAUSES_MAX);
}

const mayGoOn = (tokens: readonly Token[]): boolean => {
  const last = tokens.at(-1);
  return last !== undefined && !last.isSign && last.text.length >= OPEN_MIN_CHARS;
};

/** The one word that a clause is; null where it is more, or signs. */
export function wordOf({ sequences }: Clause): string | null {
  const [sequence, other] = sequences;
  const [token, next] = sequence?.tokens ?? [];
  if (other !== undefined || next !== undefined || token === undefined) return null;
  return token.isSign ? null : token.text;
}

/** A clause that any of these words fulfils. */
export const anyOf = (words: readonly string[]): Clause => ({
  sequences: words.map((text) => ({
    tokens: [{ text, isSign: false, isGlued: false }],
    isOpen: false,
  })),
});

/**
 * What the terms of a message that fulfils the clauses must hold: of each group one. They hold it in other messages
 * too, so each that is found is still to be {@link matchSearch}ed.
 */
export function termGroups(
  clauses: readonly Clause[],
  authors: readonly string[] | null,
  hasFile = false,
): readonly TermGroup[] {
  const groups = clauses.flatMap(({ sequences }) => {
    const [only, other] = sequences;
    if (only !== undefined && other === undefined) return sequenceGroups(only);
    return [everywhere(sequences.flatMap(sequenceRanges))];
  });
  if (authors !== null)
    groups.push(everywhere(authors.map((userId) => exactly(authorTerm(userId)))));
  if (hasFile) groups.push(everywhere([exactly(FILE_TERM)]));
  return [...new Map(groups.map((group) => [JSON.stringify(group), group])).values()];
}

const everywhere = (ranges: readonly TermRange[]): TermGroup => ({ ranges, wherePaired: null });

/** Pairs of a phrase that are asked for: so many leave hardly a message that does not have it. */
const PAIRS_MAX = 6;

function sequenceGroups(sequence: Sequence): readonly TermGroup[] {
  const all = sequencePairs(sequence);
  const pairs = [...new Map(all.map((pair) => [pair.join(), pair])).values()].slice(0, PAIRS_MAX);
  const words = sequenceRanges(sequence);
  const [pair, other] = pairs;
  if (pair === undefined) return words.map((range) => everywhere([range]));
  if (other === undefined)
    return [...words.map((range) => everywhere([range])), ...pair.map(paired)];
  // The words, which are listed at length where they are frequent, say little more than one class of each pair.
  const wherePaired = all.length === sequence.tokens.length - 1 ? false : null;
  return [
    ...words.map((range) => ({ ranges: [range], wherePaired })),
    ...pairs.map(([first]) => paired(first)),
  ];
}

const paired = (term: string): TermGroup => ({ ranges: [exactly(term)], wherePaired: true });

/** The pairs of words that stand as they are in a text: the last one may go on there, then it is in none. */
function sequencePairs({ tokens, isOpen }: Sequence): readonly (readonly [string, string])[] {
  return tokens.slice(1, isOpen ? -1 : undefined).flatMap(({ text, isSign }, index) => {
    const before = tokens[index];
    if (before === undefined || before.isSign || isSign) return [];
    return [pairTerms(before.text, text)];
  });
}

const exactly = (term: string): TermRange => ({ low: term, high: term });
const beginningWith = (term: string): TermRange => ({ low: term, high: term + LAST_CHAR });

const sequenceRanges = ({ tokens, isOpen }: Sequence): readonly TermRange[] =>
  tokens.flatMap(({ text, isSign, isGlued }, index): readonly TermRange[] => {
    const next = tokens[index + 1];
    if (isSign) {
      if (next?.isGlued === true) return [exactly(text + next.text)];
      return isGlued ? [] : [beginningWith(text)];
    }
    const term = toTerm(text);
    return isOpen && next === undefined ? [beginningWith(term)] : [exactly(term)];
  });

/**
 * Where a text fulfils the clauses: the stretches to be highlighted, in order, apart from each other; null where it
 * does not fulfil one of them.
 */
export function matchSearch(text: string, clauses: readonly Clause[]): readonly Range[] | null {
  const tokens = toTokens(text);
  const found: Range[] = [];
  for (const { sequences } of clauses) {
    const places = sequences.flatMap((sequence) => placesOf(sequence, tokens));
    if (places.length === 0) return null;
    found.push(...places);
  }
  return joined(found);
}

function placesOf(
  { tokens: wanted, isOpen }: Sequence,
  tokens: readonly Token[],
): readonly Range[] {
  const places: Range[] = [];
  for (let start = 0; start + wanted.length <= tokens.length; start += 1) {
    const isHere = wanted.every((token, index) => {
      const given = tokens[start + index];
      const mayGoOnHere = isOpen && index === wanted.length - 1;
      return given !== undefined && isSame(token, given, mayGoOnHere && !token.isSign);
    });
    const [first, last] = [tokens[start], tokens[start + wanted.length - 1]];
    if (isHere && first !== undefined && last !== undefined) places.push([first.from, last.to]);
  }
  return places;
}

const isSame = (wanted: Sequence['tokens'][number], given: Token, mayGoOnHere: boolean): boolean =>
  (!wanted.isGlued || given.isGlued) &&
  (mayGoOnHere ? given.text.startsWith(wanted.text) : given.text === wanted.text);

function joined(ranges: readonly Range[]): readonly Range[] {
  const apart: Range[] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = apart.at(-1);
    if (last === undefined || from > last[1]) apart.push([from, to]);
    else apart[apart.length - 1] = [last[0], Math.max(last[1], to)];
  }
  return apart;
}
