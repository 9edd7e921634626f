import { sql, type Kysely, type RawBuilder } from 'kysely';

import type { Participation } from '../domain/rights.ts';
import type { MessagesPage } from '../protocol/rest.ts';
import {
  messageColumns,
  previewColumn,
  reactionColumns,
  toMessage,
  type MessageRow,
} from './message-rows.ts';
import { announcementsOf, toShownAnnouncements } from './announcement-refs.ts';
import { pollColumns } from './poll-rows.ts';
import { pinsOf, toPinnedRefs } from './pin-refs.ts';
import { toRoomStanding } from '../domain/standing.ts';
import { toMode, type ModeRow } from './room-modes.ts';
import { toParticipation, type ExplainedRow } from './rooms.ts';
import type { Database } from './schema.ts';

export interface HistoryRequest {
  readonly eventId: string;
  /** Whose right to read is answered along with the page. */
  readonly userId: string;
  /** The newest messages below this `seq`. */
  readonly before?: number | undefined;
  /** The oldest messages above this `seq`; without both, the newest. */
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface History {
  /** To be decided on before the page is shown to anybody. */
  readonly participation: Participation | null;
  readonly page: MessagesPage;
}

interface HistoryRow extends Omit<MessageRow, 'id'>, ExplainedRow, ModeRow {
  readonly epoch: string;
  readonly head_seq: number;
  readonly now: Date;
  /** In one row alone, and only of the newest page. */
  readonly pins: unknown;
  readonly announcements: unknown;
  readonly id: string | null;
}

/**
 * A page of an event's messages, oldest first, and the head of the log in the
 * snapshot that it was read from. One statement, so one snapshot: a message is in
 * the page or in the log after its `seq`, never in neither.
 *
 * @returns null where there is no such event.
 */
export async function readHistory(
  db: Kysely<Database>,
  request: HistoryRequest,
): Promise<History | null> {
  const { eventId, userId, after, limit } = request;
  const { rows } = await sql<HistoryRow>`
    select h.epoch, h.head_seq, h.is_frozen, h.slow_seconds, h.slow_since, clock_timestamp() as now,
      p.status, p.role, p.banned_at, p.ban_reason, p.muted_until, p.slow_said_at,
      ${ofNewest(request, pinsOf)} as pins, ${ofNewest(request, announcementsOf)} as announcements, m.*
    from event_log_head h
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join lateral (
      select ${messageColumns}, ${previewColumn}, ${reactionColumns(userId)}, ${pollColumns(userId)}
      from message m where event_id = h.event_id and ${inRange(request)}
      order by seq ${after === undefined ? sql`desc` : sql`asc`}
      limit ${limit + 1}
    ) m on true
    where h.event_id = ${eventId}
  `.execute(db);
  const head = rows[0];
  if (head === undefined) return null;
  const found = rows.filter((row) => row.id !== null);
  const shown = found.slice(0, limit);
  const participation = toParticipation(head);
  const pins = rows.find((row) => row.pins !== null)?.pins;
  const announced = rows.find((row) => row.announcements !== null)?.announcements;
  return {
    participation,
    page: {
      messages: shown
        .map((row) => toMessage({ ...row, id: row.id ?? '' }, eventId))
        .toSorted(bySeq),
      seq: head.head_seq,
      epoch: head.epoch,
      hasMore: found.length > limit,
      ...(participation !== null && {
        standing: toRoomStanding(participation, toMode(head), head.now),
      }),
      ...(pins !== undefined && { pins: toPinnedRefs(pins) }),
      ...(announced !== undefined && { announcements: toShownAnnouncements(announced) }),
    },
  };
}

function inRange({ before, after }: HistoryRequest): RawBuilder<unknown> {
  if (before !== undefined) return sql`seq < ${before}`;
  return after === undefined ? sql`true` : sql`seq > ${after}`;
}

/** A client that has the newest page follows the log from there, and needs them but once. */
const ofNewest = (
  { eventId, before, after }: HistoryRequest,
  valueOf: (eventId: string) => RawBuilder<unknown>,
): RawBuilder<unknown> =>
  before === undefined && after === undefined
    ? sql`case when row_number() over () = 1 then ${valueOf(eventId)} end`
    : sql`null`;

type Message = MessagesPage['messages'][number];

const bySeq = (one: Message, other: Message): number => (one.seq ?? 0) - (other.seq ?? 0);
