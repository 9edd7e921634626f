import { sql } from 'kysely';

import type { DatabaseHandle } from '../../db/client.ts';
import { indexMessages } from '../../db/search-index.ts';
import { waitUntil } from './wait-until.ts';

/** Indexes all for search. A process that indexes by itself is awaited, where it is at it. */
export const indexAll = ({ db }: Pick<DatabaseHandle, 'db'>): Promise<void> =>
  waitUntil(async () => !(await indexMessages(db)) && (await isIndexed(db)), 'all to be indexed');

async function isIndexed(db: DatabaseHandle['db']): Promise<boolean> {
  const { rows } = await sql<{ left: string }>`
    select (select count(*) from event_log_head h left join search_progress p using (event_id)
      where h.head_seq - coalesce(p.through_seq, 0) >= 64)
      + (select count(*) from search_redo) as left
  `.execute(db);
  return Number(rows[0]?.left) === 0;
}
