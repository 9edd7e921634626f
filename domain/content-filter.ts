import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';

import type { ContentFilterSettings } from '../protocol/rest.ts';

/** Scripts that write no spaces between words, where a word's edge can't be seen. */
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Filters kept compiled: as many events as one node is likely to have busy at once. */
const COMPILED_MAX = 200;

const compiled = new Map<string, RegExp>();
let builtIn: RegExpMatcher | undefined;

/**
 * Whether a message passes an event's content filter. A filter that is off passes everything.
 *
 * The built-in list is obscenity's English one with its disguises (f*ck, ｆｕｃｋ).
 * An organiser's own words match whole words, without regard to case, accents or
 * width; in scripts without spaces they match anywhere.
 *
 * Cost: linear in the text; a set of own words is compiled once.
 */
export function isAllowed(content: string, filter: ContentFilterSettings): boolean {
  if (!filter.enabled) return true;
  builtIn ??= new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
  if (builtIn.hasMatch(content)) return false;
  return filter.extraWords.length === 0 || !ownWords(filter.extraWords).test(plain(content));
}

/** Text without case, accents and width, so that one spelling of a word stands for all. */
const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();

function ownWords(words: readonly string[]): RegExp {
  const key = words.join('\n');
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const oldest = compiled.keys().next();
  if (compiled.size >= COMPILED_MAX && !oldest.done) compiled.delete(oldest.value);
  const pattern = new RegExp(words.map(toPattern).join('|'), 'u');
  compiled.set(key, pattern);
  return pattern;
}

function toPattern(word: string): string {
  const escaped = plain(word).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return NO_SPACES.test(word) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
}
