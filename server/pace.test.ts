import { expect, test } from 'vitest';

import { createPace } from './pace.ts';

/** How many of a crowd that never tires are let in within a time, at a given lateness of the event loop. */
function letInDuring(seconds: number, lateMs: number, warmUpSeconds = 0) {
  let time = 0;
  const pace = createPace(() => time);
  let count = 0;
  for (let step = 0; step < (seconds + warmUpSeconds) * 10; step += 1) {
    time += 100;
    pace.adapt(lateMs);
    for (let n = 0; n < 1_000 && pace.take(); n += 1) {
      if (step >= warmUpSeconds * 10) count += 1;
    }
  }
  return { count, perSecond: pace.perSecond() };
}

test('[LOAD-1] a node that is at ease lets in more and more', () => {
  expect(letInDuring(5, 5, 10).count).toBeGreaterThan(10_000);
});

test('[LOAD-1] a node that has too much to do lets in fewer and fewer, but never nobody', () => {
  const { count, perSecond } = letInDuring(10, 1_000, 5);
  expect(perSecond).toBe(50);
  expect(count).toBeGreaterThan(450);
  expect(count).toBeLessThan(550);
});

test('[LOAD-1] the first moment takes no more than the burst', () => {
  const pace = createPace(() => 0);
  let count = 0;
  while (pace.take()) count += 1;
  expect(count).toBe(500);
});
