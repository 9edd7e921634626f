import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';

import { takesPart } from '../domain/rights.ts';
import { EventSettings, type Event, type EventScope, type EventsPage } from '../protocol/rest.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { readCursor, toCursor } from './cursor.ts';
import type { Database } from './schema.ts';
import { unreadBehind } from './unread.ts';

/** An event without an end counts as over this long after its start. */
const OVER_AFTER = sql`interval '12 hours'`;

export interface EventsRequest {
  /** Whose participations are shown, and whose events `mine` are. */
  readonly userId: string;
  readonly scope: EventScope;
  /** Searched for in title, description and place, without regard to case; empty for all. */
  readonly search: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Where a page ends. `at` is when the first page was read: what is over then is over in all pages. */
const Position = z.object({
  at: z.iso.datetime(),
  over: z.boolean(),
  key: z.number(),
  id: z.string(),
});

interface EventRow {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly time_zone: string | null;
  readonly place: string | null;
  readonly image_url: string | null;
  readonly created_by: string;
  readonly settings: unknown;
  readonly attending_count: number;
  readonly interested_count: number;
  readonly status: ParticipationStatus | null;
  readonly role: Role | null;
  readonly banned_at: Date | null;
  readonly read_seq: number | null;
  /** Of one who takes part. */
  readonly unread: number | null;
}

interface ListedRow extends EventRow {
  readonly over: boolean;
  readonly key: number;
}

/**
 * A page of events: those to come and under way, the soonest first; then those
 * that are over, the latest first. `upcoming` and `past` are one half each, `mine`
 * is both, of what one created or takes part in.
 *
 * No gaps and no doubles however many events are added meanwhile. Cost: reads all
 * events that match; thousands are fine.
 *
 * @returns null where the cursor is not one of this list.
 */
export async function listEvents(
  db: Kysely<Database>,
  request: EventsRequest,
): Promise<EventsPage | null> {
  const from = request.cursor === undefined ? null : readCursor(Position, request.cursor);
  if (from === undefined) return null;
  const at = from?.at ?? new Date().toISOString();
  const { rows } = await sql<ListedRow>`
    select *, ${unreadOf(request.userId, sql`page`)} from (select * from (
      select ${eventColumns}, t.over,
        (case when t.over then -1 else 1 end) * extract(epoch from e.starts_at)::float8 as key
      from ${eventTables(request.userId)}
      cross join lateral (select coalesce(e.ends_at, e.starts_at + ${OVER_AFTER}) < ${at}::timestamptz as over) t
      where ${inScope(request)} and ${matches(request.search)}
    ) listed
    where ${from === null ? sql`true` : sql`(over, key, id) > (${from.over}, ${from.key}::float8, ${from.id})`}
    order by over, key, id
    limit ${request.limit + 1}) page
    order by over, key, id
  `.execute(db);
  const page = rows.slice(0, request.limit);
  const last = rows.length > request.limit ? page.at(-1) : undefined;
  return {
    events: page.map(toEvent),
    nextCursor:
      last === undefined ? null : toCursor({ at, over: last.over, key: last.key, id: last.id }),
  };
}

/** One event as this person sees it, or null where there is none. */
export async function findEvent(
  db: Kysely<Database>,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<Event | null> {
  const { rows } = await sql<EventRow>`
    select *, ${unreadOf(userId, sql`found`)}
    from (select ${eventColumns} from ${eventTables(userId)} where e.id = ${id}) found
  `.execute(db);
  return rows[0] === undefined ? null : toEvent(rows[0]);
}

const eventColumns = sql`
  e.id, e.title, e.description, e.starts_at, e.ends_at, e.time_zone, e.place, e.image_url,
  e.created_by, e.settings, h.attending_count, h.interested_count, p.status, p.role, p.banned_at,
  least(p.read_seq, h.head_seq) as read_seq, h.head_seq
`;

/** Asked for the events of a page alone. */
const unreadOf = (userId: string, row: RawBuilder<unknown>): RawBuilder<number | null> => sql`
  case when ${row}.head_seq > ${row}.read_seq
    then ${unreadBehind({ eventId: sql`${row}.id`, userId: sql`${userId}`, seq: sql`${row}.read_seq` })}
    else 0 end as unread
`;

const eventTables = (userId: string): RawBuilder<unknown> => sql`
  event e
  join event_log_head h on h.event_id = e.id
  left join participation p on p.event_id = e.id and p.user_id = ${userId}
`;

function inScope({ scope, userId }: EventsRequest): RawBuilder<unknown> {
  switch (scope) {
    case 'upcoming':
      return sql`not t.over`;
    case 'past':
      return sql`t.over`;
    case 'mine':
      return sql`(e.created_by = ${userId} or p.role = 'organiser' or (p.status is not null and p.banned_at is null))`;
  }
}

function matches(search: string): RawBuilder<unknown> {
  if (search === '') return sql`true`;
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(e.title ilike ${pattern} or e.description ilike ${pattern} or e.place ilike ${pattern})`;
}

const toEvent = (row: EventRow): Event => withSettings(row, EventSettings.parse(row.settings));

const withSettings = (row: EventRow, settings: EventSettings): Event => ({
  id: row.id,
  title: row.title,
  description: row.description,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at?.toISOString() ?? null,
  timeZone: row.time_zone,
  place: row.place,
  imageUrl: row.image_url,
  createdBy: row.created_by,
  attendingCount: row.attending_count,
  interestedCount: row.interested_count,
  participation: toParticipation(row),
  changeMinutes: settings.changeMinutes,
  ...(row.role === 'organiser' && { settings }),
});

function toParticipation(row: EventRow): Event['participation'] {
  const { status, role, banned_at: bannedAt } = row;
  if (role === null || status === null) return null;
  if (!takesPart({ status, role, bannedAt })) return null;
  return { status, role, readSeq: row.read_seq ?? 0, unread: row.unread ?? 0 };
}
