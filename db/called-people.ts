import { sql, type Kysely } from 'kysely';

import type { GroupMention } from '../domain/mentions.ts';
import type { Database } from './schema.ts';

/**
 * Whom a message calls that mentions a group, by id: those who are in it and were there already, but for whom it mentions
 * by name and its author.
 *
 * @param among Of these alone; left out for `moderators`, who are few.
 * Cost: one row of an index for each of `among`, or for each who moderates.
 */
export async function readCalled(
  db: Kysely<Database>,
  { eventId, seq, but }: GroupMention,
  among?: readonly string[],
): Promise<readonly string[]> {
  const isMeant =
    among === undefined ? sql`role <> 'participant'` : sql`user_id = any(${among}::text[])`;
  const { rows } = await sql<{ readonly user_id: string }>`
    select user_id from participation
    where event_id = ${eventId} and ${isMeant} and status is not null and banned_at is null
      and coalesce(joined_seq, 0) < ${seq} and user_id <> all(${but}::text[])
  `.execute(db);
  return rows.map(({ user_id }) => user_id);
}
