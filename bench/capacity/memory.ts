import { setTimeout as sleep } from 'node:timers/promises';

import { guestsOf, openOurs } from '../rooms/side.ts';
import type { World } from '../world.ts';
import { kernelBytes } from './kernel-memory.ts';

/** The first bring the code and the pools in. */
const WARM_UP = 500;
const COUNTED = 4_000;
/** Longer than a small room takes to tell its numbers, and than the kernel takes to free what is acknowledged. */
const SETTLED_MS = 1_700;

/** What a connection holds that is signed in, in a room, and idle; in bytes. */
export interface ConnectionMemory {
  readonly process: number;
  /** Half of what the kernel took: the other half are the generator's ends of the same connections. */
  readonly kernel: number;
  readonly counted: number;
}

/** A node of its own, which has done nothing else; after it freed what it could. */
export async function connectionMemory(
  world: World,
  tokens: readonly string[],
): Promise<ConnectionMemory> {
  const [eventId = ''] = world.eventIds;
  await using ours = await openOurs(world.url);
  const take = async (): Promise<{ process: number; kernel: number }> => {
    await sleep(SETTLED_MS);
    const { rssBytes } = await ours.node.collect();
    return { process: rssBytes, kernel: kernelBytes() };
  };
  await ours.come(guestsOf(eventId, tokens.slice(0, WARM_UP)));
  const before = await take();
  const counted = tokens.slice(WARM_UP, WARM_UP + COUNTED);
  await ours.come(guestsOf(eventId, counted));
  const after = await take();
  return {
    process: (after.process - before.process) / counted.length,
    kernel: (after.kernel - before.kernel) / counted.length / 2,
    counted: counted.length,
  };
}
