import type { Kysely } from 'kysely';

import type { Participation } from '../domain/rights.ts';
import type { LogHead } from './log-read.ts';
import type { Database } from './schema.ts';

/** What decides on somebody's entry to a room, and what they are told there. */
export interface RoomAccess {
  /** The log's head in the snapshot that all of this is true in. */
  readonly head: LogHead;
  /** `null`: never took part. */
  readonly participation: Participation | null;
}

/**
 * Reads one person's place in one event, in one snapshot.
 * @returns null where there is no such event.
 */
export async function readRoomAccess(
  db: Kysely<Database>,
  { eventId, userId }: { readonly eventId: string; readonly userId: string },
): Promise<RoomAccess | null> {
  const row = await db
    .selectFrom('event_log_head as h')
    .leftJoin('participation as p', (join) =>
      join.onRef('p.event_id', '=', 'h.event_id').on('p.user_id', '=', userId),
    )
    .select([
      'h.epoch',
      'h.head_seq',
      'h.attending_count',
      'h.interested_count',
      'p.status',
      'p.role',
      'p.banned_at',
    ])
    .where('h.event_id', '=', eventId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    head: {
      eventId,
      epoch: row.epoch,
      seq: row.head_seq,
      attending: row.attending_count,
      interested: row.interested_count,
    },
    participation:
      row.role === null ? null : { status: row.status, role: row.role, bannedAt: row.banned_at },
  };
}
