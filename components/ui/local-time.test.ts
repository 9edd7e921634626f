import { expect, test } from 'vitest';

import { fromLocalInput, toLocalInput } from './local-time.ts';

test('[APP-2] a day and time survive the way through the form', () => {
  const time = new Date(2026, 0, 9, 7, 5);
  expect(toLocalInput(time)).toBe('2026-01-09T07:05');
  expect(fromLocalInput(toLocalInput(time))).toEqual(time);
});

test('[APP-2] an empty or unfinished field names no time', () => {
  expect(toLocalInput(null)).toBe('');
  expect(fromLocalInput('')).toBeNull();
  expect(fromLocalInput('2026-13-99T')).toBeNull();
});
