import { sql, type Kysely } from 'kysely';

import { matchSearch, parseSearch } from '../domain/search-query.ts';
import { takesPart, type Participation } from '../domain/rights.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import type { Database } from './schema.ts';

/** An event that somebody may search. */
export interface SearchedEvent {
  readonly id: string;
  readonly title: string;
  readonly headSeq: number;
  /** Indexed so far. */
  readonly throughSeq: number;
}

export interface SearchSegment {
  readonly id: number;
  readonly eventId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly toAt: Date;
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

/** What of these events is indexed. */
export async function listSegments(
  db: Kysely<Database>,
  eventIds: readonly string[],
  { since, until }: TimeSpan,
): Promise<readonly SearchSegment[]> {
  let query = db
    .selectFrom('search_segment')
    .select([
      'id',
      'event_id as eventId',
      'from_seq as fromSeq',
      'to_seq as toSeq',
      'to_at as toAt',
    ])
    .where('event_id', 'in', eventIds);
  if (since !== undefined) query = query.where('to_at', '>=', since);
  if (until !== undefined) query = query.where('from_at', '<', until);
  return query.execute();
}

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
