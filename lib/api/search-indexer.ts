import { setTimeout as sleep } from 'node:timers/promises';

import type { Kysely } from 'kysely';

import { isUnavailable } from '../../db/errors.ts';
import { indexMessages } from '../../db/search-index.ts';
import type { Database } from '../../db/schema.ts';
import type { Logger } from './ports.ts';

/** Between looks that found nothing: ever longer, since what is not indexed yet is found all the same. */
const IDLE_MIN_MS = 1_000;
const IDLE_MAX_MS = 8_000;
const FAILED_MS = 10_000;

export interface SearchIndexer extends AsyncDisposable {
  /** Begins to index, where it has not begun. */
  readonly start: () => void;
}

/** Keeps the index of search up with the logs, some seconds behind them at most. Any number of processes may. */
export function createSearchIndexer(db: Kysely<Database>, logger: Logger): SearchIndexer {
  const stop = new AbortController();
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    let idleMs = IDLE_MIN_MS;
    while (!stop.signal.aborted) {
      let waitMs = idleMs;
      try {
        const isDone = await indexMessages(db);
        idleMs = isDone ? IDLE_MIN_MS : Math.min(IDLE_MAX_MS, 2 * idleMs);
        if (isDone) continue;
      } catch (error) {
        // What is not indexed is read itself; nothing else depends on it. That there is no database requests say themselves.
        if (!isUnavailable(error)) logger.warn({ error }, 'Indexing messages for search failed');
        waitMs = FAILED_MS;
      }
      await sleep(waitMs, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
  };
  return {
    start() {
      running ??= run();
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
