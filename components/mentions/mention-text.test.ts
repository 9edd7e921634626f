import { expect, test } from 'vitest';

import type { Mention } from '@/protocol/wire';

import { findMentions, isBegun, isOfOneself, mentionAt, mentionsIn } from './mention-text';

const ann: Mention = { userId: 'a', name: 'Ann' };
const annSmith: Mention = { userId: 'as', name: 'Ann Smith' };
const zoe: Mention = { userId: 'z', name: 'Zoë' };
const moderators: Mention = { group: 'moderators' };

test('[MENTION-20] a mention is typed where a word begins, blanks of names included', () => {
  const typedIn = (text: string) => mentionAt(text, text.length)?.name ?? null;
  expect(typedIn('@')).toBe('');
  expect(typedIn('hi @An')).toBe('An');
  expect(typedIn('(@Ann Sm')).toBe('Ann Sm');
  expect(typedIn('ann@example')).toBeNull();
  expect(typedIn('@ hm')).toBeNull();
  expect(typedIn('@Ann\nhm')).toBeNull();
  expect(typedIn(`@${'a'.repeat(31)}`)).toBeNull();
  expect(mentionAt('@An and more', 3)).toEqual({ from: 0, to: 3, name: 'An' });
});

test('[MENTION-20] people are found by any word of their name, without regard to case and accents', () => {
  expect(isBegun('Ann Smith', 'sm')).toBe(true);
  expect(isBegun('Ann Smith', 'ann s')).toBe(true);
  expect(isBegun('Zoë', 'zoe')).toBe(true);
  expect(isBegun('Ann Smith', 'mith')).toBe(false);
  expect(isBegun('Ann', '')).toBe(true);
});

test('[MENTION-21] a text mentions whom its words name, the longest name first, each once', () => {
  const all = [ann, annSmith, zoe, moderators];
  expect(mentionsIn('@Ann Smith and @ann, @ANN!', all)).toEqual([annSmith, ann]);
  expect(mentionsIn('@Anna, me@ann.org, @@Ann, @moderators', all)).toEqual([moderators]);
  expect(mentionsIn('(@Zoë) zoë', all)).toEqual([zoe]);
  expect(findMentions('x @Ann Smith.', all)).toEqual([{ from: 2, to: 12, mention: annSmith }]);
  expect(findMentions('@Ann', [])).toEqual([]);
  const crowd = Array.from({ length: 30 }, (_, n): Mention => ({ userId: `${n}`, name: `P${n}` }));
  expect(mentionsIn(crowd.map((_, n) => `@P${n}`).join(' '), crowd)).toHaveLength(20);
});

test('[MENTION-22] what is for a group is for oneself where one is in it', () => {
  const one = { userId: 'a', isModerator: false };
  expect(isOfOneself(ann, one)).toBe(true);
  expect(isOfOneself(annSmith, one)).toBe(false);
  expect(isOfOneself({ group: 'everyone' }, one)).toBe(true);
  expect(isOfOneself(moderators, one)).toBe(false);
  expect(isOfOneself(moderators, { ...one, isModerator: true })).toBe(true);
});
