import { expect, test } from 'vitest';

import { createRandom } from './random.ts';

const draw = (seed: number, name?: string): readonly number[] => {
  const random = name === undefined ? createRandom(seed) : createRandom(seed).fork(name);
  return Array.from({ length: 20 }, () => random.next());
};

test('the same seed gives the same numbers, another seed or name gives others', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7, 'faults')).toEqual(draw(7, 'faults'));
  expect(draw(7, 'faults')).not.toEqual(draw(7, 'clients'));
});

test('numbers stay within their bounds, and the first of a Zipf choice is the likeliest', () => {
  const random = createRandom(1);
  const ints = Array.from({ length: 1_000 }, () => random.int(3, 5));
  expect(new Set(ints)).toEqual(new Set([3, 4, 5]));
  const counts = [0, 0, 0, 0, 0];
  for (let round = 0; round < 5_000; round += 1) {
    const chosen = random.zipf(5);
    counts[chosen] = (counts[chosen] ?? Number.NaN) + 1;
  }
  expect(counts.toSorted((one, other) => other - one)).toEqual(counts);
  expect(counts.every((count) => count > 0)).toBe(true);
});
