import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Rounds } from './rounds.ts';
import { PATIENCE_MS } from './window.ts';

/** A room whose rounds take so long, and in which as much was said as makes another message likely. */
async function makeRoom(roundMs: number): Promise<{ rounds: Rounds; served: () => number }> {
  let served = 0;
  const turn = (): boolean => {
    const from = performance.now();
    while (performance.now() < from + roundMs);
    served += 1;
    return true;
  };
  const rounds = new Rounds({ turn, onEnd: () => {} });
  for (let said = 0; said < 5; said += 1) {
    rounds.add(message);
    await nextTurn();
    await nextTurn();
  }
  expect(served).toBe(5);
  served = 0;
  return { rounds, served: () => served };
}

const message = { isMuch: false, isPatient: false };
const reactions = { isMuch: false, isPatient: true };

test('[REACT-13] in a large room reactions go along with the next message', async () => {
  const { rounds, served } = await makeRoom(3);
  rounds.add(reactions);
  await sleep(PATIENCE_MS / 4);
  expect(served()).toBe(0);
  const startedAt = performance.now();
  rounds.add(message);
  while (served() === 0) await nextTurn();
  // Not what is left of the reactions' patience.
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS / 2);
  await sleep(PATIENCE_MS);
  expect(served()).toBe(1);
});

test('[REACT-13] where nobody writes meanwhile they wait no longer than 200 ms, and where a round is short for nothing', async () => {
  const large = await makeRoom(3);
  large.rounds.add(reactions);
  const startedAt = performance.now();
  while (large.served() === 0) await nextTurn();
  expect(performance.now() - startedAt).toBeLessThan(2 * PATIENCE_MS);
  const small = await makeRoom(0);
  small.rounds.add(reactions);
  await nextTurn();
  await nextTurn();
  expect(small.served()).toBe(1);
});
