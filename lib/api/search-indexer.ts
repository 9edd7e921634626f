import type { Kysely } from 'kysely';

import { indexMessages } from '../../db/search-index.ts';
import type { Database } from '../../db/schema.ts';
import { createBackgroundLoop, type BackgroundLoop } from './background-loop.ts';
import type { Logger } from './ports.ts';

/** Between looks that found nothing: ever longer, since what is not indexed yet is found all the same. */
const IDLE_MIN_MS = 1_000;
const IDLE_MAX_MS = 8_000;
const FAILED_MS = 10_000;

/** Keeps the index of search up with the logs, some seconds behind them at most. Any number of processes may. */
export function createSearchIndexer(db: Kysely<Database>, logger: Logger): BackgroundLoop {
  let idleMs = IDLE_MIN_MS;
  return createBackgroundLoop({
    async turn() {
      if (await indexMessages(db)) {
        idleMs = IDLE_MIN_MS;
        return 0;
      }
      idleMs = Math.min(IDLE_MAX_MS, 2 * idleMs);
      return idleMs;
    },
    failedMs: FAILED_MS,
    // What is not indexed is read itself; nothing else depends on it.
    failure: 'Indexing messages for search failed',
    logger,
  });
}
