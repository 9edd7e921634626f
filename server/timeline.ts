import type { Kysely } from 'kysely';

import { checkTimeline } from '../db/epochs.ts';
import type { Database } from '../db/schema.ts';
import type { Log } from '../lib/server/log.ts';

/**
 * Finds out whether the database is another one than before, as after a fail-over or a restore: it
 * may lack what was written last, so that all logs get a new epoch and all readers start anew.
 * Never rejects: what can't be found out now is found out the next time.
 */
export const createTimelineCheck = (db: Kysely<Database>, log: Log) => async (): Promise<void> => {
  try {
    const checked = await checkTimeline(db);
    if (checked.type !== 'renewed') return;
    const { events } = checked;
    log.warn({ events }, 'The database is another one than before; all readers start anew');
  } catch {
    // It can't be asked now; whoever needs it to answer complains.
  }
};
