import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';

import type { Database } from '../schema.ts';

export type Snapshot = Transaction<Database>;

/** Rows that are read at once: their texts are some megabytes at most. */
const BATCH_ROWS = 250;

/** A reader who waits for a slow storage holds the snapshot meanwhile; a whole table may have to be sorted first. */
const IDLE_MS = 120_000;
const STATEMENT_MS = 300_000;

/**
 * Runs with everything as it is at this moment, however long that takes and whatever is written meanwhile. Nothing
 * waits for it: it takes no lock. What it costs is that PostgreSQL cleans up nothing newer until it ends.
 */
export const inSnapshot = <Value>(
  db: Kysely<Database>,
  run: (snapshot: Snapshot) => Promise<Value>,
): Promise<Value> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`select set_config('idle_in_transaction_session_timeout', ${`${IDLE_MS}`}, true),
        set_config('statement_timeout', ${`${STATEMENT_MS}`}, true)`.execute(tx);
      return run(tx);
    });

let opened = 0;

/** All rows of a query in its order, some hundred at a time: a cursor, so that memory does not grow with them. */
export async function* readInBatches<Row>(
  snapshot: Snapshot,
  query: RawBuilder<Row>,
): AsyncGenerator<readonly Row[]> {
  opened += 1;
  const cursor = sql.id(`part_${opened}`);
  await sql`declare ${cursor} no scroll cursor for ${query}`.execute(snapshot);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(BATCH_ROWS)} from ${cursor}`.execute(snapshot);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH_ROWS) break;
  }
  await sql`close ${cursor}`.execute(snapshot);
}

/** How many rows a query has. */
export async function countRows(snapshot: Snapshot, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*) as count from (${query}) counted
  `.execute(snapshot);
  return rows[0]?.count ?? 0;
}
