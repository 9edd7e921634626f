import { sql, type Kysely, type Transaction } from 'kysely';
import { DatabaseError } from 'pg';

import type { Database } from './schema.ts';

/** A log's epoch names it. A new one tells every reader that numbers it has seen may now be other entries. */

export interface Renewal {
  readonly eventId: string;
  /** The epoch in which somebody has read. */
  readonly epoch: string;
  /** How far they have read in it. */
  readonly deliveredSeq: number;
}

/**
 * Gives a log that lost its tail a new epoch. Does nothing where the log is as long
 * as was read, or has another epoch already: whoever finds out first does it.
 *
 * @returns the new epoch, null where nothing was to be done.
 */
export async function renewEpoch(
  db: Kysely<Database>,
  { eventId, epoch, deliveredSeq }: Renewal,
): Promise<string | null> {
  const row = await db
    .updateTable('event_log_head')
    .set({ epoch: sql<string>`gen_random_uuid()` })
    .where('event_id', '=', eventId)
    .where(sql<string>`epoch::text`, '=', epoch)
    .where('head_seq', '<', deliveredSeq)
    .returning('epoch')
    .executeTakeFirst();
  return row?.epoch ?? null;
}

/**
 * - `same`: the server that the logs were last written on.
 * - `first`: nobody has asked before.
 * - `renewed`: another server, or another history of it, which may lack what was
 *   written last: all logs have got new epochs.
 * - `unknown`: the server does not say, as a standby, or one that forbids it.
 */
export type TimelineCheck =
  | { readonly type: 'same' | 'first' | 'unknown' }
  | { readonly type: 'renewed'; readonly events: number };

/** Renewing every log takes longer than a statement may otherwise take. */
const RENEWAL_TIMEOUT_MS = 60_000;

/**
 * Compares the server's history with the one that the logs were last written in:
 * a fail-over and a restore begin another one. To be called when a node starts, and
 * whenever it has lost the database and has it again. Several may call at once.
 *
 * Cost: two statements, where nothing has changed.
 */
export async function checkTimeline(db: Kysely<Database>): Promise<TimelineCheck> {
  const timeline = await readTimeline(db);
  if (timeline === null) return { type: 'unknown' };
  const known = await db.selectFrom('log_timeline').selectAll().executeTakeFirst();
  if (known !== undefined && isSame(known, timeline)) return { type: 'same' };
  return db.transaction().execute((tx) => adopt(tx, timeline));
}

interface Timeline {
  readonly system_identifier: string;
  readonly timeline_id: number;
}

const isSame = (one: Timeline, other: Timeline): boolean =>
  one.system_identifier === other.system_identifier && one.timeline_id === other.timeline_id;

/** Insufficient privilege, no such function, not supported, not the right state: a server that does not say. */
const DOES_NOT_SAY = /^(42501|42883|0A000|55000)$/;

async function readTimeline(db: Kysely<Database>): Promise<Timeline | null> {
  try {
    // The write-ahead log's name begins with its time line in hexadecimal, also before a checkpoint has recorded it.
    const { rows } = await sql<Timeline>`
      select system_identifier::text,
        ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int as timeline_id
      from pg_control_system()
    `.execute(db);
    return rows[0] ?? null;
  } catch (error) {
    if (error instanceof DatabaseError && DOES_NOT_SAY.test(error.code ?? '')) return null;
    throw error;
  }
}

/** The first to come renews; whoever waited for it finds that done. */
async function adopt(tx: Transaction<Database>, timeline: Timeline): Promise<TimelineCheck> {
  await sql`set local statement_timeout = ${sql.lit(RENEWAL_TIMEOUT_MS)}`.execute(tx);
  await sql`set local lock_timeout = ${sql.lit(RENEWAL_TIMEOUT_MS)}`.execute(tx);
  await sql`lock table log_timeline in exclusive mode`.execute(tx);
  const known = await tx.selectFrom('log_timeline').selectAll().executeTakeFirst();
  if (known !== undefined && isSame(known, timeline)) return { type: 'same' };
  await tx.deleteFrom('log_timeline').execute();
  await tx.insertInto('log_timeline').values(timeline).execute();
  if (known === undefined) return { type: 'first' };
  // In the order of every append, so that nobody waits in a circle.
  await tx
    .selectFrom('event_log_head')
    .select('event_id')
    .orderBy('event_id')
    .forUpdate()
    .execute();
  const { numUpdatedRows } = await tx
    .updateTable('event_log_head')
    .set({ epoch: sql<string>`gen_random_uuid()` })
    .executeTakeFirst();
  return { type: 'renewed', events: Number(numUpdatedRows) };
}
