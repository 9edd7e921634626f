import { createGroupCommit } from '../db/group-commit.ts';
import { runLoad, type Load, type LoadOptions } from './load.ts';
import { createRowLockLog } from './row-lock.ts';
import type { World } from './world.ts';

const ROUNDS = 3;

export interface Compared {
  readonly ours: readonly Load[];
  readonly peer: readonly Load[];
}

/** Ours and the peer in turn, A B A B A B, so that what else the machine does meets both. */
export async function compare(world: World, load: Omit<LoadOptions, 'log'>): Promise<Compared> {
  const { database } = world;
  const log = createGroupCommit({ database, onCommitted: () => {}, onError: console.error });
  const rowLock = createRowLockLog(database);
  const ours: Load[] = [];
  const peer: Load[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await runLoad({ ...load, log }));
    peer.push(await runLoad({ ...load, log: rowLock }));
  }
  return { ours, peer };
}
