import { expect, test } from 'vitest';

import { createKeptStorage } from '../storage/kept-storage.ts';
import { createMemoryStorage } from '../storage/storage.ts';
import { loadCatalogue, TONES, withTone } from './catalogue.ts';
import { createEmojiHabits } from './emoji-habits.ts';
import { searchEmoji } from './search.ts';
import { cursorAfter, replaced, shortcodeAt } from './shortcode.ts';

const ONE_EMOJI = /^\p{RGI_Emoji}$/v;

test('[EMOJI-1] every emoji of the picker, in each tone, is one that Unicode recommends as it is written, and stands there once', async () => {
  const { items, groups } = await loadCatalogue();
  const all = items.flatMap(({ emoji, tones }) => [emoji, ...tones]);
  expect(all.length).toBeGreaterThan(3_000);
  expect(all.filter((emoji) => !ONE_EMOJI.test(emoji))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
  expect(groups.map(({ name }) => name).slice(0, 2)).toEqual(['Smileys', 'People']);
});

test('[EMOJI-2] a skin tone changes people and hands, couples included, and nothing else', async () => {
  const { items } = await loadCatalogue();
  const called = (label: string) => {
    const found = items.find((item) => item.label === label);
    if (found === undefined) throw new Error(`no ${label}`);
    return found;
  };
  expect(TONES.map((tone) => withTone(called('thumbs up'), tone))).toEqual([
    '👍🏻',
    '👍🏼',
    '👍🏽',
    '👍🏾',
    '👍🏿',
  ]);
  expect(withTone(called('thumbs up'), null)).toBe('👍');
  expect(withTone(called('party popper'), 'dark')).toBe('🎉');
  expect(withTone(called('woman and man holding hands'), 'medium')).toBe('👫🏽');
});

test('[EMOJI-3] emoji are found by shortcode, name and other words, the best first', async () => {
  const { items } = await loadCatalogue();
  const first = (query: string) => searchEmoji(items, query)[0]?.emoji;
  expect(['tada', ':tada:', 'Party pop', '+1', 'heart', 'bye', 'flag: Germ'].map(first)).toEqual([
    '🎉',
    '🎉',
    '🎉',
    '👍',
    '❤️',
    '👋',
    '🇩🇪',
  ]);
  expect(searchEmoji(items, 'a').length).toBe(60);
  expect(searchEmoji(items, 'xyzzy')).toEqual([]);
  expect(searchEmoji(items, '  ')).toEqual([]);
});

test('[EMOJI-4] a shortcode is one at the cursor, outside of words, times and smileys', () => {
  const at = (text: string) => shortcodeAt(text, text.length)?.name ?? null;
  expect(at('well done :ta')).toBe('ta');
  expect(at(':Tada:')).toBe('tada');
  expect(at('(:+1')).toBe('+1');
  expect(['at 12:30', 'http://x', ':D', 'a :', 'no:tada', 'x : tada'].map(at)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  const text = 'so :ta nice';
  const code = shortcodeAt(text, 6);
  expect(code).toEqual({ from: 3, to: 6, name: 'ta', isWhole: false });
  expect(cursorAfter('so nice', 'so :nice')).toBe(4);
  expect(cursorAfter('', ':tada:')).toBe(6);
  expect(cursorAfter('abc', 'ac')).toBe(1);
  expect(replaced(text, code ?? { from: 0, to: 0 }, '🎉')).toEqual({
    text: 'so 🎉 nice',
    cursor: 5,
  });
});

test('[EMOJI-5] the device keeps what was used last, each once, and the skin tone; the sign-out forgets both', async () => {
  const device = createMemoryStorage();
  const open = () => createEmojiHabits(createKeptStorage(async () => device));
  const habits = open();
  for (const emoji of [
    '👍',
    '🎉',
    '👍',
    ...Array.from({ length: 20 }, (_, index) => `e${index}`),
  ]) {
    habits.use(emoji);
  }
  habits.use('👍');
  habits.choose('medium');
  expect(habits.getSnapshot().recent.slice(0, 2)).toEqual(['👍', 'e19']);
  expect(habits.getSnapshot().recent).toHaveLength(18);
  await expect.poll(() => device.read('emoji-habits')).toContain('medium');
  const later = open();
  await expect.poll(() => later.getSnapshot()).toEqual(habits.getSnapshot());
  later.forget();
  expect(later.getSnapshot()).toEqual({ recent: [], tone: null });
  await expect.poll(() => device.read('emoji-habits')).toBeNull();
});
