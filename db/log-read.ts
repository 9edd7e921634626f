import { sql, type Kysely } from 'kysely';

import type { LogEntry } from '../domain/log.ts';
import type { RoomMode } from '../domain/room-mode.ts';
import { toMode, type ModeRow } from './room-modes.ts';
import { toLogEntry, type LogEntryRow } from './log-rows.ts';
import type { Database } from './schema.ts';

/** Where an event's log stands, and what is counted with it. */
export interface LogHead {
  readonly eventId: string;
  /** Names the log: another one means that the earlier entries are not the ones that were read before. */
  readonly epoch: string;
  readonly seq: number;
  /** Entries after this one can be read. */
  readonly minSeq: number;
  readonly attending: number;
  readonly interested: number;
  readonly mode: RoomMode;
}

export interface HeadRow extends ModeRow {
  readonly event_id: string;
  readonly epoch: string;
  readonly head_seq: number;
  readonly min_seq: number;
  readonly attending_count: number;
  readonly interested_count: number;
}

export const toLogHead = (row: HeadRow): LogHead => ({
  eventId: row.event_id,
  epoch: row.epoch,
  seq: row.head_seq,
  minSeq: row.min_seq,
  attending: row.attending_count,
  interested: row.interested_count,
  mode: toMode(row),
});

/** The heads of those of these events that exist, in one query. */
export async function readHeads(
  db: Kysely<Database>,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, LogHead>> {
  if (eventIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('event_log_head')
    .select(['event_id', 'epoch', 'head_seq', 'min_seq', 'attending_count', 'interested_count'])
    .select(['is_frozen', 'slow_seconds', 'slow_since'])
    .where('event_id', '=', sql<string>`any(${eventIds}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.event_id, toLogHead(row)]));
}

export interface EntryRange {
  readonly eventId: string;
  /** The first entry is the one after this. */
  readonly after: number;
  readonly limit: number;
}

export interface Entries {
  /** The log that they are of; `null` where the event is gone. Compare it: a log may have been replaced. */
  readonly epoch: string | null;
  readonly entries: readonly LogEntry[];
}

type EntryRow = { readonly epoch: string } & (
  LogEntryRow | { readonly [column in keyof LogEntryRow]: null }
);

/**
 * Entries of one log in its order, without a gap: whatever is committed below one
 * of them is in it. One statement, so the epoch is the one that they belong to.
 */
export async function readEntries(
  db: Kysely<Database>,
  { eventId, after, limit }: EntryRange,
): Promise<Entries> {
  const { rows } = await sql<EntryRow>`
    select h.epoch, l.*
    from event_log_head h
    left join lateral (
      select event_id, seq, kind, id, actor_id, target_id, client_message_id, body, created_at
      from log_entry where event_id = h.event_id and seq > ${after}
      order by seq limit ${limit}
    ) l on true
    where h.event_id = ${eventId}
    order by l.seq
  `.execute(db);
  return {
    epoch: rows[0]?.epoch ?? null,
    entries: rows.flatMap((row) => (row.event_id === null ? [] : [toLogEntry(row)])),
  };
}
