import { onTestFinished } from 'vitest';

import { openDatabase } from '../../db/client.ts';
import { createGroupCommit } from '../../db/group-commit.ts';
import type { LogEntry } from '../../domain/log.ts';
import type { Room } from './log-room.ts';
import { openLossyProxy } from './lossy-proxy.ts';

/** A writer whose commits can be lost on the way back. */
export async function openLossyLog(room: Room) {
  const proxy = await openLossyProxy(room.database);
  const database = openDatabase({ url: proxy.url, name: 'lossy' });
  const announced: LogEntry[] = [];
  const log = createGroupCommit({
    database,
    onCommitted: (entries) => announced.push(...entries),
    onError: () => {},
  });
  onTestFinished(async () => {
    await log.settle();
    await database[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  });
  return { log, proxy, announced };
}
