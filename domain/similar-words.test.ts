import fc from 'fast-check';
import { expect, test } from 'vitest';

import { errorsAllowed, remainsOf, similarWords, typingErrors } from './similar-words.ts';

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

/** A word and what becomes of it by so many errors as it may have. */
const mistyped = fc
  .tuple(
    fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c') }),
    fc.array(
      fc.record({
        kind: fc.constantFrom('left out', 'added', 'another', 'exchanged'),
        at: fc.nat(11),
        letter: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
      { minLength: 2, maxLength: 2 },
    ),
  )
  .map(([word, errors]) => {
    let other = word;
    for (const { kind, at, letter } of errors.slice(0, errorsAllowed(word))) {
      const place = at % word.length;
      const [before, rest] = [other.slice(0, place), other.slice(place)];
      if (kind === 'left out') other = before + rest.slice(1);
      else if (kind === 'added') other = before + letter + rest;
      else if (kind === 'another') other = before + letter + rest.slice(1);
      else other = before + rest.slice(1, 2) + rest.slice(0, 1) + rest.slice(2);
    }
    return { word, other };
  });

test('[SEARCH-11] whatever was mistyped, a part of the word is left', () => {
  fc.assert(
    fc.property(mistyped, ({ word, other }) => {
      const { beginning, middle, ending } = remainsOf(word);
      const isLeft =
        other.startsWith(beginning) ||
        other.endsWith(ending) ||
        (middle !== null && other.includes(middle));
      expect(isLeft, `${word} as ${other}`).toBe(true);
    }),
  );
});
