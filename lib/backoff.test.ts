import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { backoffMs } from './backoff.ts';

test('[CLIENT-2] the wait doubles up to its limit, between half and whole', () => {
  const wait = { minMs: 500, maxMs: 10_000 };
  const longest = [1, 2, 3, 4, 5, 6, 60].map((failures) => backoffMs(wait, failures, 0.999_999));
  expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  fc.assert(
    fc.property(
      fc.nat(2_000),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const ms = backoffMs(wait, failures, random);
        expect(ms).toBeGreaterThanOrEqual(250);
        expect(ms).toBeLessThanOrEqual(10_000);
      },
    ),
  );
});
