import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';

import { openDatabase, type DatabaseHandle } from '../db/client.ts';
import { migrateToLatest } from '../db/migrate.ts';
import type { Person } from '../domain/log.ts';
import { startPostgres, type Postgres } from '../scripts/postgres/crashable.ts';

/** A real PostgreSQL of the benchmark's own that syncs to disk, with people who take part in events. */
export interface World extends AsyncDisposable {
  readonly url: string;
  readonly server: Postgres;
  readonly database: DatabaseHandle;
  readonly people: readonly Person[];
  readonly eventIds: readonly string[];
}

export async function openWorld(size: { people: number; events: number }): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-bench-'));
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o711);
  const server = await startPostgres(join(folder, 'data'));
  const database = openDatabase({ url: server.url, max: 20, name: 'hallway bench' });
  const people = names('person', size.people).map((id) => ({ id, name: `Sender ${id}` }));
  const eventIds = names('event', size.events);
  await migrateToLatest(database.db);
  await fill(database, people, eventIds);
  return {
    url: server.url,
    server,
    database,
    people,
    eventIds,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const names = (kind: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${kind}-${index}`);

/** All people take part in all events; their joining is not what is measured, so it is in no log. */
async function fill(
  { db }: DatabaseHandle,
  people: readonly Person[],
  eventIds: readonly string[],
): Promise<void> {
  const ids = people.map(({ id }) => id);
  await sql`
    insert into "user" ("id", "name", "email", "emailVerified", "isAnonymous")
    select id, 'Sender ' || id, id || '@example.org', false, false from unnest(${ids}::text[]) id
  `.execute(db);
  await sql`
    insert into event (id, title, starts_at, created_by)
    select id, 'Benchmark', now(), ${ids[0]} from unnest(${eventIds}::text[]) id
  `.execute(db);
  await sql`insert into event_log_head (event_id) select id from event`.execute(db);
  await sql`
    insert into participation (event_id, user_id, status, role)
    select e.id, u."id", 'attending', 'participant' from event e cross join "user" u
  `.execute(db);
  await sql`analyze`.execute(db);
}
