import { sql, type Kysely } from 'kysely';

import type { Person } from '../domain/log.ts';
import type { ReadPeople } from '../domain/presence.ts';
import { toPerson } from './log-rows.ts';
import type { Database } from './schema.ts';
import { shareReads } from './shared-reads.ts';

interface Asked {
  readonly eventId: string;
  readonly userIds: readonly string[];
}

/**
 * Reads the names and pictures of people in rooms, for many rooms at once: those who take part when it is read, and
 * nobody who was put out or is invisible. By keys alone.
 */
export function createPresentReader(db: Kysely<Database>): ReadPeople {
  const read = shareReads((asked: readonly Asked[]) => readAll(db, asked));
  return (eventId, userIds) => read({ eventId, userIds });
}

async function readAll(
  db: Kysely<Database>,
  asked: readonly Asked[],
): Promise<readonly ReadonlyMap<string, Person>[]> {
  const places = asked.flatMap(({ userIds }, room) => userIds.map((userId) => ({ room, userId })));
  const { rows } = await sql<Person & { readonly room: number }>`
    select asked.room, u."id", u."name", u."image"
    from unnest(
      ${places.map(({ room }) => room)}::int[],
      ${places.map(({ room }) => asked[room]?.eventId)}::text[],
      ${places.map(({ userId }) => userId)}::text[]
    ) as asked (room, event_id, user_id)
    join participation p on p.event_id = asked.event_id and p.user_id = asked.user_id
    join "user" u on u."id" = asked.user_id
    left join visibility v on v.user_id = asked.user_id
    where p.status is not null and p.banned_at is null and v.is_invisible is not true
  `.execute(db);
  const rooms = asked.map(() => new Map<string, Person>());
  for (const { room, ...person } of rows) rooms[room]?.set(person.id, toPerson(person));
  return rooms;
}
