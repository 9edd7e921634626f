import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';

import type { ParticipationCounts } from '../domain/participation.ts';
import type { Participant, ParticipantsPage } from '../protocol/rest.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { readCursor, toCursor } from './cursor.ts';
import type { Database } from './schema.ts';

export interface ParticipantsRequest {
  readonly eventId: string;
  /** Only those of whose names a word begins so, whatever the case. */
  readonly name?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const Position = z.object({ rank: z.int(), name: z.string(), id: z.string() });

interface ParticipantRow {
  readonly exists: true;
  readonly user_id: string | null;
  readonly name: string;
  readonly image: string | null;
  readonly status: ParticipationStatus;
  readonly role: Role;
  readonly rank: number;
  readonly key: string;
}

/** Whether the name of `"user" u` has a word that begins so, or goes on so from there. */
const hasWord = (typed: string): RawBuilder<unknown> =>
  sql`position(' ' || ${folded(sql`${typed}::text`)} in ' ' || ${folded(sql`u."name"`)}) > 0`;

/** A text without its case and accents. */
const folded = (text: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`lower(regexp_replace(normalize(${text}, NFD), ${'[\u0300-\u036f]'}, '', 'g'))`;

/**
 * A page of who takes part: organisers, then moderators, then who attends, then
 * who is interested; by name in each.
 *
 * @returns null where there is no such event, `bad-cursor` where the cursor is not one of this list.
 */
export async function listParticipants(
  db: Kysely<Database>,
  { eventId, name, cursor, limit }: ParticipantsRequest,
): Promise<ParticipantsPage | 'bad-cursor' | null> {
  const from = cursor === undefined ? null : readCursor(Position, cursor);
  if (from === undefined) return 'bad-cursor';
  const { rows } = await sql<ParticipantRow>`
    select true as exists, listed.* from event e left join (
      select p.event_id, u."id" as user_id, u."name" as name, u."image" as image, p.status, p.role,
        lower(u."name") as key, r.rank
      from participation p
      join "user" u on u."id" = p.user_id
      cross join lateral (
        select case
          when p.role = 'organiser' then 0 when p.role = 'moderator' then 1
          when p.status = 'attending' then 2 else 3 end as rank
      ) r
      where p.event_id = ${eventId} and p.status is not null and p.banned_at is null
        and ${name === undefined ? sql`true` : hasWord(name)}
        and ${from === null ? sql`true` : sql`(r.rank, lower(u."name"), u."id") > (${from.rank}, ${from.name}, ${from.id})`}
      order by r.rank, key, u."id"
      limit ${limit + 1}
    ) listed on listed.event_id = e.id
    where e.id = ${eventId}
    order by listed.rank, listed.key, listed.user_id
  `.execute(db);
  if (rows.length === 0) return null;
  const found = rows.filter((row) => row.user_id !== null);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    participants: page.map(toParticipant),
    nextCursor:
      last === undefined ? null : toCursor({ rank: last.rank, name: last.key, id: last.user_id }),
  };
}

const toParticipant = (row: ParticipantRow): Participant => ({
  userId: row.user_id ?? '',
  name: row.name,
  ...(row.image !== null && { image: row.image }),
  status: row.status,
  role: row.role,
});

/** How many take part in an event now; null where there is none. */
export async function readCounts(
  db: Kysely<Database>,
  eventId: string,
): Promise<ParticipationCounts | null> {
  const row = await db
    .selectFrom('event_log_head')
    .select(['attending_count as attendingCount', 'interested_count as interestedCount'])
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row ?? null;
}
