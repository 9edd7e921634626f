import type { Stretch } from '@/lib/emoji/shortcode';
import { type Mention, MENTIONS_MAX } from '@/protocol/wire';

/** Somebody who can be mentioned. */
export interface Mentionable {
  readonly userId: string;
  readonly name: string;
}

export interface TypedMention extends Stretch {
  /** What was typed of the name, without the `@`. */
  readonly name: string;
}

/** Longest name that is looked for, in UTF-16 units. */
const TYPED_MAX = 30;

/** Not within a word, as in an address; names have blanks. */
const TYPED = new RegExp(String.raw`(?:^|[\s(])(@([^@\n]{0,${TYPED_MAX}}))$`, 'u');

/** The mention that is being typed where the cursor is; `null`: none. */
export function mentionAt(text: string, cursor: number): TypedMention | null {
  const [, typed, name] = TYPED.exec(text.slice(0, cursor)) ?? [];
  if (typed === undefined || name === undefined || name.startsWith(' ')) return null;
  return { from: cursor - typed.length, to: cursor, name };
}

const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether a word of a name begins with what was typed; case and accents do not count. */
export const isBegun = (name: string, typed: string): boolean =>
  ` ${folded(name)}`.includes(` ${folded(typed)}`);

/** What stands in a text for a mention. */
export const wordsOf = (mention: Mention): string =>
  `@${'userId' in mention ? mention.name : mention.group}`;

interface Found extends Stretch {
  readonly mention: Mention;
}

/** A name ends where a word does: `@Ann` is not in `@Anna`. */
const GOES_ON = /^[\p{L}\p{N}_]/u;
const STANDS_BEFORE = /[\p{L}\p{N}_@]$/u;

/**
 * Where a text mentions somebody of these, in its order. The longest name counts, and of people with
 * one name the first that is given.
 */
export function findMentions(text: string, mentions: readonly Mention[]): readonly Found[] {
  const known = mentions.toSorted((a, b) => wordsOf(b).length - wordsOf(a).length);
  const found: Found[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (STANDS_BEFORE.test(text.slice(0, at))) continue;
    const mention = known.find((one) => standsAt(text, at, wordsOf(one)));
    if (mention === undefined) continue;
    const to = at + wordsOf(mention).length;
    found.push({ from: at, to, mention });
    at = to - 1;
  }
  return found;
}

const standsAt = (text: string, at: number, words: string): boolean => {
  const end = at + words.length;
  return (
    text.slice(at, end).toLowerCase() === words.toLowerCase() && !GOES_ON.test(text.slice(end))
  );
};

/** Whom a text mentions, each once, as many as one message may. */
export const mentionsIn = (text: string, known: readonly Mention[]): readonly Mention[] =>
  [...new Set(findMentions(text, known).map(({ mention }) => mention))].slice(0, MENTIONS_MAX);

/** Whom one is oneself. */
export interface Oneself {
  readonly userId: string;
  /** Whether what is for moderators is for oneself. */
  readonly isModerator: boolean;
}

/** Whether a mention is of oneself, or of a group that one is in. */
export function isOfOneself(mention: Mention, { userId, isModerator }: Oneself): boolean {
  if ('userId' in mention) return mention.userId === userId;
  return mention.group === 'everyone' || isModerator;
}
