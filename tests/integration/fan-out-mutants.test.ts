import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { testsWith } from '../harness/fan-out/build-with.ts';
import { fanOutMutants } from '../harness/fan-out/fan-out-mutants.ts';

// That one fails is enough; the smallest that does so is of no interest.
fc.configureGlobal({ endOnFailure: true, seed: 1 });

/** Whether one of the tests fails. */
async function fails(tests: readonly (() => unknown)[]): Promise<boolean> {
  for (const run of tests) {
    try {
      await run();
    } catch {
      return true;
    }
  }
  return false;
}

test.for(fanOutMutants)(
  '[ROOM-26] it is noticed where the fan-out $title',
  { timeout: 60_000 },
  async ({ edit, caughtBy }) => {
    const tests = await testsWith(caughtBy, [edit]);
    expect(tests.length).toBeGreaterThan(0);
    expect(await fails(tests)).toBe(true);
  },
);
