import { setTimeout as sleep } from 'node:timers/promises';

import type { Sheep } from './sheep.ts';

/** As our client and Socket.IO's: from half a second on, doubling up to 10 s, with half as much jitter. */
const BACKOFF_MIN_MS = 500;
const BACKOFF_MAX_MS = 10_000;
const CONNECTING_AT_ONCE = 200;
const LOOK_EVERY_MS = 20;

/** All come in, some at once; they try again where the node is busy: a benchmark's clients come faster than people. */
export function comeIn(flock: readonly Sheep[], url: string): Promise<void> {
  return inTurns(flock, async (sheep) => {
    while (!sheep.isConnected) {
      await sheep.connect(url).catch(() => sleep(BACKOFF_MIN_MS * Math.random()));
    }
  });
}

/** Comes back as clients do: after a while, with jitter, and again until it is in. */
export async function comeBack(sheep: Sheep, url: string): Promise<void> {
  for (let failures = 0; !sheep.isConnected; failures += 1) {
    const waitMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** failures);
    await sleep(waitMs * (0.5 + Math.random()));
    await sheep.connect(url).catch(() => void (sheep.refused += 1));
  }
}

/** Does the work for all, a limited number at once. */
export async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker));
}

export async function untilAll(
  sheep: readonly Sheep[],
  is: (one: Sheep) => boolean,
): Promise<void> {
  while (!sheep.every(is)) await sleep(LOOK_EVERY_MS);
}
