import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../harness/fan-out/allocate.ts', import.meta.url));

interface Allocated {
  readonly perMessage: number;
  readonly perWrite: number;
}

/** Measured in a process of its own, with room for all of it: nothing is collected meanwhile. */
async function measure(): Promise<Allocated> {
  const child = fork(PROGRAM, {
    execArgv: ['--expose-gc', '--max-semi-space-size=256', '--min-semi-space-size=256'],
  });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('it told nothing')));
  const [allocated] = (await Promise.race([once(child, 'message'), failed])) as [Allocated];
  return allocated;
}

test('[ROOM-28] the fan-out allocates for each message, and nothing for each member whom it writes to', async () => {
  const { perMessage, perWrite } = await measure();
  // About 2,600 bytes: the notice, its texts, and where it is kept.
  expect(perMessage).toBeGreaterThan(0);
  expect(perMessage).toBeLessThan(4_000);
  // Less than the smallest closure or text has.
  expect(perWrite).toBeLessThan(24);
});
