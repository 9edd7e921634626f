/** A stretch of a text that search compares: a word, or one sign of a script that is written without spaces. */
export interface Token {
  /** Without case, accents and width. */
  readonly text: string;
  readonly isSign: boolean;
  /** A sign that stands directly behind another one. */
  readonly isGlued: boolean;
  /** Where it stands in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** Longer words are told apart by their beginning alone. */
export const TERM_MAX_CHARS = 40;

// Thai and its neighbours too, and Korean, where what follows a word is written onto it.
const SIGN = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]`;
const LETTER = String.raw`(?!${SIGN})[\p{L}\p{N}\p{M}_]`;
const PIECES = new RegExp(
  String.raw`(${SIGN})|(?:${LETTER}|(?<=\p{L})['’](?=\p{L}))+|\p{Extended_Pictographic}`,
  'gu',
);

/** Accents, Arabic and Hebrew points, the Arabic lengthening; in other scripts a mark can be a letter. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670'’]/g;
const APART = new Map(
  Object.entries({
    ß: 'ss',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    æ: 'ae',
    œ: 'oe',
    ı: 'i',
    þ: 'th',
    ð: 'd',
    ς: 'σ',
    ى: 'ي',
    ة: 'ه',
  }),
);
const APART_LETTERS = new RegExp(`[${[...APART.keys()].join('')}]`, 'g');
const KATAKANA = /[\u30a1-\u30f6]/g;
const KANA_DISTANCE = 0x60;

/** A word as it is compared: without regard to case, accents, width, and which kana it is written in. */
export function foldText(text: string): string {
  // The usual case by far.
  if (/^[a-z0-9]*$/.test(text)) return text;
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(APART_LETTERS, (letter) => APART.get(letter) ?? letter)
    .normalize('NFC')
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_DISTANCE));
}

/** What search sees of a text, in its order. */
export function toTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PIECES)) {
    const [piece, sign] = match;
    const folded = foldText(piece);
    if (folded === '') continue;
    const from = match.index;
    const before = tokens.at(-1);
    const isSign = sign !== undefined;
    const isGlued = isSign && before?.isSign === true && before.to === from;
    tokens.push({ text: folded, isSign, isGlued, from, to: from + piece.length });
  }
  return tokens;
}

/**
 * The terms that a text is found by, each once: its words, and of signs each pair that stand together. A sign
 * that none follows is one alone, so every sign begins a term.
 */
export function toTerms(tokens: readonly Token[]): ReadonlySet<string> {
  const terms = new Set<string>();
  tokens.forEach(({ text, isSign }, index) => {
    const next = tokens[index + 1];
    if (isSign && next?.isGlued === true) terms.add(text + next.text);
    else terms.add(toTerm(text));
  });
  return terms;
}

/** The term of a word alone. */
export const toTerm = (word: string): string => word.slice(0, TERM_MAX_CHARS);

/** The term of all that one person wrote. No word begins so. */
export const authorTerm = (userId: string): string => `=${userId}`;

/** The term of all messages that bring files. No word begins so. */
export const FILE_TERM = '+file';

/** What of a message is searched: its text, and behind it the names of its files. */
export const searchedText = ({
  content,
  attachments,
}: {
  readonly content: string;
  readonly attachments: readonly { readonly name: string }[] | null;
}): string =>
  attachments === null ? content : [content, ...attachments.map(({ name }) => name)].join('\n');

/** So many classes there are of two words, one behind the other, in each of two ways: bounded, for any phrases. */
const PAIR_CLASSES = 1_024;

/**
 * The terms of what stands together in a text: of each two words that follow each other their two classes. Few others
 * are of both; no word begins so.
 */
export function toPairs(tokens: readonly Pick<Token, 'text' | 'isSign'>[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let index = 1; index < tokens.length; index += 1) {
    const [one, next] = [tokens[index - 1], tokens[index]];
    if (one === undefined || next === undefined || one.isSign || next.isSign) continue;
    for (const term of pairTerms(one.text, next.text)) pairs.add(term);
  }
  return pairs;
}

/** The terms of two words that follow each other. The index holds them: another hash needs another index. */
export function pairTerms(one: string, next: string): readonly [string, string] {
  const value = hash(`${one} ${next}`);
  const [first, second] = [value % PAIR_CLASSES, Math.floor(value / PAIR_CLASSES) % PAIR_CLASSES];
  return [`&a${first.toString(36)}`, `&b${second.toString(36)}`];
}

const FNV_START = 0x81_1c_9d_c5;
const FNV_PRIME = 0x01_00_01_93;
const MIXER = 0x85_eb_ca_6b;

/** FNV-1a of 32 bits, mixed so that each of them depends on all of the text. */
function hash(text: string): number {
  let value = FNV_START;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), FNV_PRIME);
  }
  value = Math.imul(value ^ (value >>> 16), MIXER);
  return (value ^ (value >>> 13)) >>> 0;
}
