import type { Kysely } from 'kysely';

import type { LogEntry } from '../domain/log.ts';
import { toLogEntry } from './log-rows.ts';
import type { Database } from './schema.ts';

/** Where an event's log stands, and what is counted with it. */
export interface LogHead {
  readonly eventId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly attending: number;
  readonly interested: number;
}

/** The heads of those of these events that exist, in one query. */
export async function readHeads(
  db: Kysely<Database>,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, LogHead>> {
  if (eventIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('event_log_head')
    .select(['event_id', 'epoch', 'head_seq', 'attending_count', 'interested_count'])
    .where('event_id', 'in', eventIds)
    .execute();
  return new Map(
    rows.map((row) => [
      row.event_id,
      {
        eventId: row.event_id,
        epoch: row.epoch,
        seq: row.head_seq,
        attending: row.attending_count,
        interested: row.interested_count,
      },
    ]),
  );
}

export interface EntryRange {
  readonly eventId: string;
  /** The first entry is the one after this. */
  readonly after: number;
  readonly limit: number;
}

/** Entries of one log in its order, without a gap: whatever is committed below one of them is in it. */
export async function readEntries(
  db: Kysely<Database>,
  { eventId, after, limit }: EntryRange,
): Promise<readonly LogEntry[]> {
  const rows = await db
    .selectFrom('log_entry')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toLogEntry);
}
