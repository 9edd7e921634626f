import { expect, test } from 'vitest';

import { errorsAllowed, similarWords, typingErrors } from './similar-words.ts';

test.each([
  ['hall', 'hall', 0],
  ['hall', 'hal', 1],
  ['hall', 'halls', 1],
  ['hall', 'hell', 1],
  ['hall', 'ahll', 1],
  ['registration', 'regsitraton', 2],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
])('[SEARCH-11] %s and %s differ by %i', (one, other, errors) => {
  expect(typingErrors(one, other)).toBe(errors);
  expect(typingErrors(other, one)).toBe(errors);
});

test('[SEARCH-11] short words have no errors, long ones two; the nearest come first', () => {
  expect(['abc', 'abcd', 'abcdefg', 'abcdefgh'].map(errorsAllowed)).toEqual([0, 1, 1, 2]);
  expect(similarWords('keynotes', ['kenotse', 'keynote', 'keynotes', 'notes'])).toEqual([
    'keynotes',
    'keynote',
    'kenotse',
  ]);
});
