import type { Kysely } from 'kysely';

import { readSchemaState } from '../db/migrate.ts';
import type { Database } from '../db/schema.ts';
import type { Health } from './http.ts';

/** Balancers ask often; the database is asked no more often than this. */
const CACHE_MS = 1_000;

/** Whether this node is of use: it is not stopping, and its database answers and fits. */
export function createReadiness(db: Kysely<Database>, isStopping: () => boolean): Health {
  let asked: Promise<string | null> | null = null;
  let askedAt = -Infinity;

  const ask = async (): Promise<string | null> => {
    try {
      const state = await readSchemaState(db);
      return state === 'current' ? null : `schema-${state}`;
    } catch {
      return 'database-unreachable';
    }
  };

  return {
    whyNotReady() {
      if (isStopping()) return Promise.resolve('stopping');
      const now = performance.now();
      if (asked === null || now - askedAt > CACHE_MS) {
        asked = ask();
        askedAt = now;
      }
      return asked;
    },
  };
}
