import { sql, type Kysely } from 'kysely';

import type { Participation } from '../domain/rights.ts';
import { toLogHead, type HeadRow, type LogHead } from './log-read.ts';
import type { Database } from './schema.ts';
import { toVotes, votesAfter, type VoteIn } from './own-votes.ts';
import { shareReads } from './shared-reads.ts';
import { toStanding, type StandingRow } from './standing-rows.ts';

/** What decides on somebody's entry to a room, and what they are told there. */
export interface RoomAccess {
  /** The log's head in the snapshot that all of this is true in. */
  readonly head: LogHead;
  /** `null`: never took part. */
  readonly participation: Participation | null;
  /** The entry with which the participation began, or began again; 0 where the log does not say. */
  readonly since: number;
  /** How far they have read, where they take part. */
  readonly readSeq: number;
  /** What they have voted after the place that was named. */
  readonly votes: readonly VoteIn[];
  /** Whether they are to be shown to nobody. */
  readonly isInvisible: boolean;
  /** The database's clock. */
  readonly now: Date;
}

interface Place {
  readonly eventId: string;
  readonly userId: string;
  /** Where a device of theirs goes on from. */
  readonly afterSeq?: number | undefined;
}

/** Reads one person's place in one event, in one snapshot; `null` where there is no such event. */
export type RoomAccessReader = (place: Place) => Promise<RoomAccess | null>;

/**
 * Reads places for many at once: what is asked for during a query is answered by
 * the next. Each answer is true in a snapshot that was taken after it was asked for.
 */
export const createRoomAccessReader = (db: Kysely<Database>): RoomAccessReader =>
  shareReads((places) => readRoomAccesses(db, places));

interface AccessRow extends HeadRow, ExplainedRow {
  readonly ord: number;
  readonly now: Date;
  readonly joined_seq: number | null;
  readonly read_seq: number | null;
  readonly is_invisible: boolean | null;
  readonly votes: unknown;
}

async function readRoomAccesses(
  db: Kysely<Database>,
  places: readonly Place[],
): Promise<readonly (RoomAccess | null)[]> {
  const { rows } = await sql<AccessRow>`
    select asked.ord, h.event_id, h.epoch, h.head_seq, h.min_seq, h.attending_count, h.interested_count,
      h.is_frozen, h.slow_seconds, h.slow_since, clock_timestamp() as now,
      p.status, p.role, p.banned_at, p.ban_reason, p.muted_until, p.slow_said_at, p.joined_seq,
      least(p.read_seq, h.head_seq) as read_seq, v.is_invisible, ${votesAfter} as votes
    from unnest(
      ${places.map(({ eventId }) => eventId)}::text[], ${places.map(({ userId }) => userId)}::text[],
      ${places.map(({ afterSeq = null }) => afterSeq)}::bigint[]
    ) with ordinality as asked (event_id, user_id, after_seq, ord)
    join event_log_head h on h.event_id = asked.event_id
    left join participation p on p.event_id = h.event_id and p.user_id = asked.user_id
    left join visibility v on v.user_id = asked.user_id
  `.execute(db);
  const accesses = new Map(rows.map((row) => [row.ord, toAccess(row)]));
  return places.map((_, index) => accesses.get(index + 1) ?? null);
}

/** The same, with why somebody is banned: who comes is told. */
export interface ExplainedRow extends StandingRow {
  readonly ban_reason: string | null;
}

export const toParticipation = (row: ExplainedRow): Participation | null => {
  const standing = toStanding(row);
  return standing && { ...standing, banReason: row.ban_reason };
};

const toAccess = (row: AccessRow): RoomAccess => ({
  head: toLogHead(row),
  participation: toParticipation(row),
  since: row.joined_seq ?? 0,
  readSeq: row.read_seq ?? 0,
  votes: toVotes(row.votes),
  isInvisible: row.is_invisible ?? false,
  now: row.now,
});
