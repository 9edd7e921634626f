// One node of `npm run bench -- commit`, in a process of its own: writes for a while, then says what it was told.
import { openDatabase } from '../db/client.ts';
import { createGroupCommit } from '../db/group-commit.ts';
import type { Person } from '../domain/log.ts';
import { runLoad, type LoadOptions } from './load.ts';

interface Order extends Omit<LoadOptions, 'log'> {
  readonly url: string;
  readonly people: readonly Person[];
}

process.once('message', (order: Order) => void work(order));

async function work({ url, ...load }: Order): Promise<void> {
  await using database = openDatabase({ url, max: 2, name: 'hallway bench node' });
  const log = createGroupCommit({ database, onCommitted: () => {}, onError: console.error });
  const result = await runLoad({ ...load, log });
  await new Promise((resolve) => process.send?.(result, resolve));
  process.disconnect();
}
