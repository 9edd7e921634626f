import { sql, type Kysely, type RawBuilder } from 'kysely';

import { matchSearch, parseSearch } from '../domain/search-query.ts';
import { takesPart, type Participation } from '../domain/rights.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import type { Database } from './schema.ts';
import { BLOCK_SEQS, REGION_SEQS } from './search-lock.ts';

/** An event that somebody may search. */
export interface SearchedEvent {
  readonly id: string;
  readonly title: string;
  readonly headSeq: number;
  /** Indexed so far. */
  readonly throughSeq: number;
}

/** A stretch of a log as search asks for it: of a block, all of it in the end, or a whole region. */
export interface SearchSegment {
  readonly id: number;
  readonly eventId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly toAt: Date;
  /** Messages of what it is a stretch of: a block, a region. */
  readonly size: number;
  /** Whether it has the pairs of words as well. */
  readonly isPaired: boolean;
}

interface EventRow {
  readonly id: string;
  readonly title: string;
  readonly head_seq: number;
  readonly through_seq: number;
  readonly status: ParticipationStatus | null;
  readonly role: Role | null;
  readonly banned_at: Date | null;
}

const toParticipation = ({ status, role, banned_at: bannedAt }: EventRow): Participation | null =>
  role === null ? null : { status, role, bannedAt };

const toSearched = (row: EventRow): SearchedEvent => ({
  id: row.id,
  title: row.title,
  headSeq: row.head_seq,
  throughSeq: row.through_seq,
});

const columns = sql`
  e.id, e.title, h.head_seq, coalesce(s.through_seq, 0) as through_seq, p.status, p.role, p.banned_at
`;

/** One event, with the right of somebody to read in it, which is still to be decided on; null where there is none. */
export async function findSearched(
  db: Kysely<Database>,
  { eventId, userId }: { readonly eventId: string; readonly userId: string },
): Promise<{ readonly event: SearchedEvent; readonly participation: Participation | null } | null> {
  const { rows } = await sql<EventRow>`
    select ${columns} from event e
    join event_log_head h on h.event_id = e.id
    left join search_progress s on s.event_id = e.id
    left join participation p on p.event_id = e.id and p.user_id = ${userId}
    where e.id = ${eventId}
  `.execute(db);
  const [row] = rows;
  return row === undefined ? null : { event: toSearched(row), participation: toParticipation(row) };
}

/** All events that somebody takes part in. */
export async function listSearched(
  db: Kysely<Database>,
  userId: string,
): Promise<readonly SearchedEvent[]> {
  const { rows } = await sql<EventRow>`
    select ${columns} from participation p
    join event e on e.id = p.event_id
    join event_log_head h on h.event_id = e.id
    left join search_progress s on s.event_id = e.id
    where p.user_id = ${userId}
  `.execute(db);
  return rows.filter((row) => takesPart(toParticipation(row))).map(toSearched);
}

/** Only what may be of these times. */
export interface TimeSpan {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

interface SegmentRow extends Omit<SearchSegment, 'size'> {
  readonly isRegion: boolean;
}

/**
 * What of these events is indexed: regions, and of what is in none or not all of it in the time span, blocks. They
 * do not overlap.
 */
export async function listSegments(
  db: Kysely<Database>,
  eventIds: readonly string[],
  span: TimeSpan,
): Promise<readonly SearchSegment[]> {
  const { rows } = await sql<SegmentRow>`
    select s.id, s.event_id as "eventId", s.from_seq as "fromSeq", s.to_seq as "toSeq", s.to_at as "toAt",
      s.is_region as "isRegion", s.to_seq < g.paired_seq as "isPaired"
    from search_segment s join search_progress g using (event_id)
    where s.event_id = any (${eventIds}) and ${touches(span)} and case
      when s.is_region then s.from_seq < g.region_seq and ${isWithin('s', span)}
      when s.from_seq >= g.region_seq then true
      else ${isSplit(span)}
    end
  `.execute(db);
  return rows.map(({ isRegion, ...segment }) => ({
    ...segment,
    size: isRegion ? REGION_SEQS : BLOCK_SEQS,
  }));
}

const touches = ({ since, until }: TimeSpan): RawBuilder<unknown> => sql`
  ${since === undefined ? sql`true` : sql`s.to_at >= ${since}`}
  and ${until === undefined ? sql`true` : sql`s.from_at < ${until}`}
`;

const isWithin = (table: 's' | 'r', { since, until }: TimeSpan): RawBuilder<unknown> => sql`
  ${since === undefined ? sql`true` : sql`${sql.ref(table)}.from_at >= ${since}`}
  and ${until === undefined ? sql`true` : sql`${sql.ref(table)}.to_at < ${until}`}
`;

/** Whether a region is to be searched in its blocks, since much of it is out of the time span. */
const isSplit = (span: TimeSpan): RawBuilder<unknown> =>
  span.since === undefined && span.until === undefined
    ? sql`false`
    : sql`not exists (
        select from search_segment r
        where r.event_id = s.event_id and r.is_region and r.from_seq = s.from_seq - s.from_seq % ${sql.lit(REGION_SEQS)}
          and ${isWithin('r', span)}
      )`;

const AUTHORS_MAX = 100;

/** Who of those that are or were in these events has such a name, at most 100. */
export async function findAuthors(
  db: Kysely<Database>,
  eventIds: readonly string[],
  name: string,
): Promise<readonly string[]> {
  const people = await db
    .selectFrom('participation')
    .innerJoin('user', 'user.id', 'participation.user_id')
    .select(['user.id', 'user.name'])
    .distinct()
    .where('participation.event_id', 'in', eventIds)
    .execute();
  const clauses = parseSearch(name);
  if (clauses.length === 0) return [];
  return people
    .filter((person) => matchSearch(person.name, clauses) !== null)
    .map(({ id }) => id)
    .slice(0, AUTHORS_MAX);
}
