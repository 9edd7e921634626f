import { expect, test } from 'vitest';

import { readTimeOfDay, timeOfDayWords } from './time-of-day.ts';

test('a time of day is read as people write it, and nothing else', () => {
  expect(['22:00', '7.30', ' 7 ', '0:00', '23:59'].map(readTimeOfDay)).toEqual([
    1_320, 450, 420, 0, 1_439,
  ]);
  expect(['24:00', '7:60', 'noon', '', '7:3', '-1'].map(readTimeOfDay)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect([1_320, 450, 0].map(timeOfDayWords)).toEqual(['22:00', '07:30', '00:00']);
});
