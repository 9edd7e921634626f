import { sql, type Kysely } from 'kysely';

import type { Sighting } from '../domain/announcement-log.ts';
import type { Database } from './schema.ts';

/**
 * Writes who saw which announcement, in one statement; of each person the first one counts. What is no announcement
 * that was shown, or of somebody who does not take part, is left out. Safe to repeat.
 */
export async function writeSightings(
  db: Kysely<Database>,
  sightings: readonly Sighting[],
): Promise<void> {
  await sql`
    insert into announcement_seen (announcement_id, user_id, is_later)
    select a.id, p.user_id, bool_and(s.is_later)
    from unnest(
      ${sightings.map(({ announcementId }) => announcementId)}::text[],
      ${sightings.map(({ eventId }) => eventId)}::text[],
      ${sightings.map(({ userId }) => userId)}::text[],
      ${sightings.map(({ how }) => how === 'later')}::boolean[]
    ) as s (announcement_id, event_id, user_id, is_later)
    join announcement a
      on a.id = s.announcement_id and a.event_id = s.event_id and a.published_seq is not null
    join participation p
      on p.event_id = a.event_id and p.user_id = s.user_id and p.status is not null and p.banned_at is null
    group by a.id, p.user_id
    -- In one order, so that two nodes can't wait for each other.
    order by a.id, p.user_id
    on conflict do nothing
  `.execute(db);
}
