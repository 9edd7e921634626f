import { expect, test } from 'vitest';

import { resultParts } from './result-parts';
import { isSearch, readTyped } from './typed-search';

const result = (content: string, ranges: [number, number][]) => ({
  message: {
    id: 'm1',
    eventId: 'e1',
    userId: 'u1',
    userName: 'Ana',
    content,
    createdAt: '2026-11-22T18:00:00.000Z',
  },
  eventTitle: 'Event',
  ranges,
});

test('[SEARCH-20] a person and days are read out of what is typed, the rest are words', () => {
  expect(readTyped('room from:ana "big hall"')).toEqual({ query: 'room  "big hall"', from: 'ana' });
  expect(readTyped('From:"Ana López" x')).toEqual({ query: 'x', from: 'Ana López' });
  expect(readTyped('x after:2026-11-20 before:2026-11-22')).toEqual({
    query: 'x',
    since: new Date(2026, 10, 20).toISOString(),
    until: new Date(2026, 10, 22).toISOString(),
  });
  for (const typed of ['from:', 'after:2026-1', 'before:2026-02-30', '  ']) {
    expect(readTyped(typed)).toEqual({ query: '' });
    expect(isSearch(readTyped(typed))).toBe(false);
  }
  expect(readTyped('https://x.example/?from:me')).toEqual({ query: 'https://x.example/?from:me' });
});

test('[SEARCH-20] what was found is told apart by its place, never by markup, and a long message is cut around it', () => {
  const short = resultParts(
    result('<b>hall</b> and hall', [
      [3, 7],
      [16, 20],
    ]),
  );
  expect(short).toEqual([
    { text: '<b>', isFound: false },
    { text: 'hall', isFound: true },
    { text: '</b> and ', isFound: false },
    { text: 'hall', isFound: true },
  ]);
  const words = 'word '.repeat(150);
  const long = resultParts(result(`${words}needle ${words}`, [[750, 756]]));
  expect(long.map(({ isFound }) => isFound)).toEqual([false, false, true, false, false]);
  expect(long[2]?.text).toBe('needle');
  expect(long.map(({ text }) => text).join('').length).toBeLessThan(250);
  expect(long[1]?.text.startsWith('word')).toBe(true);
});
