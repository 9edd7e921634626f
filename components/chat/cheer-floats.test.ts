import { expect, test } from 'vitest';

import { floatsOf } from './cheer-floats';

test('[CHEER-6] little applause rises whole, much by shares, at most about a dozen', () => {
  const few = floatsOf(
    [
      { emoji: '👏', count: 2 },
      { emoji: '🎉', count: 1 },
    ],
    7,
    () => 0.5,
  );
  expect(few.map(({ key, emoji }) => [key, emoji])).toEqual([
    [7, '👏'],
    [8, '👏'],
    [9, '🎉'],
  ]);
  expect(few.map(({ delayMs }) => delayMs)).toEqual([0, 450, 450]);
  const many = floatsOf(
    [
      { emoji: '👏', count: 900 },
      { emoji: '❤️', count: 300 },
      { emoji: '😮', count: 1 },
    ],
    0,
    () => 0,
  ).map(({ emoji }) => emoji);
  expect([many.filter((emoji) => emoji === '👏').length, many.length]).toEqual([9, 13]);
});
