import { sql } from 'kysely';

import type { World } from './world.ts';

/**
 * Adds signed-in people, each taking part in one event, in turns; their tokens, in order. Their
 * joining is not what is measured: it is in no log, and counted without the triggers.
 */
export async function addSignedIn(
  { database, eventIds }: Pick<World, 'database' | 'eventIds'>,
  count: number,
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `crowd-${index}`);
  const tokens = ids.map((id) => `token-of-${id}-0123456789abcdef`);
  const events = ids.map((_, index) => eventIds[index % eventIds.length]);
  await database.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`
      insert into "user" ("id", "name", "email", "emailVerified", "isAnonymous")
      select id, 'Person ' || id, id || '@example.org', false, false from unnest(${ids}::text[]) id
    `.execute(tx);
    await sql`
      insert into session ("id", "token", "userId", "expiresAt", "updatedAt")
      select 'session-' || id, token, id, now() + interval '1 day', now()
      from unnest(${ids}::text[], ${tokens}::text[]) as s (id, token)
    `.execute(tx);
    await sql`
      insert into participation (event_id, user_id, status)
      select event_id, id, 'attending' from unnest(${events}::text[], ${ids}::text[]) as p (event_id, id)
    `.execute(tx);
  });
  await sql`vacuum analyze`.execute(database.db);
  return tokens;
}

/** Has each of these signed-in people, by their number, take part in a further event; in no log, as above. */
export async function addParticipations(
  { database }: Pick<World, 'database'>,
  places: readonly { readonly person: number; readonly eventId: string }[],
): Promise<void> {
  const people = places.map(({ person }) => `crowd-${person}`);
  const events = places.map(({ eventId }) => eventId);
  await database.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`
      insert into participation (event_id, user_id, status)
      select event_id, id, 'attending' from unnest(${events}::text[], ${people}::text[]) as p (event_id, id)
      on conflict do nothing
    `.execute(tx);
  });
  await sql`vacuum analyze`.execute(database.db);
}
