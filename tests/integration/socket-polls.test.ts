import { Kysely, PostgresDialect, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';

import { openDatabase } from '../../db/client.ts';
import { readHeads } from '../../db/log-read.ts';
import type { Database } from '../../db/schema.ts';
import { readLiveSessions } from '../../db/sessions.ts';
import { defaultLimits } from '../../lib/server/limits.ts';
import { createLog } from '../../lib/server/log.ts';
import { Presence } from '../../server/bus/presence.ts';
import { createSharedCheers } from '../../server/bus/cheers.ts';
import { createSharedTypists } from '../../server/bus/typists.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { SessionWatch } from '../../server/sessions.ts';
import { alice, openRoom, upTo } from '../harness/log-room.ts';

/** More than two queries ask for. */
const MANY = 1_100;
/** Asked for by the first, the second and the last of the queries. */
const CHANGED = [1, 700, MANY].map((n) => `id-${n}`);
const ids = upTo(MANY).map((n) => `id-${n}`);
const ONE_QUERY_MAX = 500;
/** More than the parameters that a query may have. */
const BEYOND_PARAMETERS = 70_000;

const log = createLog({ format: 'json', write: () => {} });
const bus = { tell: () => {}, now: () => performance.now() };

/** A database, and how many ids each query through `watched` asks for. */
async function open() {
  const { database } = await openRoom();
  const { pool, ...handle } = openDatabase({ url: database.url });
  const asked: number[] = [];
  const watched = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(...query.parameters.flatMap(lengthOf)),
  });
  onTestFinished(() => handle[Symbol.asyncDispose]());
  return { db: database.db, watched, asked };
}

const lengthOf = (parameter: unknown): readonly number[] =>
  Array.isArray(parameter) ? [parameter.length] : [];

test('[LOAD-6] what changed in any of many rooms is found, some hundred of them asked for at once', async () => {
  const { db, watched, asked } = await open();
  await sql`
    insert into event (id, title, starts_at, created_by)
    select id, 'Many', now(), ${alice.id} from unnest(${ids}::text[]) id
  `.execute(db);
  await sql`insert into event_log_head (event_id) select unnest(${ids}::text[])`.execute(db);
  const presence = new Presence(bus);
  const others = {
    presence,
    typists: createSharedTypists(bus),
    cheers: createSharedCheers(bus.tell),
  };
  const deps = { log, limits: defaultLimits, seal: () => '', ...others, now: bus.now };
  const readPeople = () => Promise.resolve(new Map());
  const rooms = new Rooms({ ...deps, db: watched, readPeople });
  onTestFinished(() => [rooms, presence].forEach((one) => one.dispose()));
  await Promise.all(ids.map((id) => rooms.hold(id)));
  await sql`
    update event_log_head set epoch = gen_random_uuid() where event_id = any(${CHANGED}::text[])
  `.execute(db);
  asked.length = 0;
  expect(await rooms.poll()).toBe(true);
  const renewed = ids.filter((id) => !rooms.open.some(({ room }) => room.eventId === id));
  expect(renewed).toEqual(CHANGED);
  expect(asked.reduce((sum, count) => sum + count)).toBe(MANY);
  expect(Math.max(...asked)).toBeLessThanOrEqual(ONE_QUERY_MAX);
});

test('[LOAD-6] which of many sessions have ended is found, some hundred of them asked for at once', async () => {
  const { db, watched, asked } = await open();
  const soon = new Date(Date.now() + 600_000);
  await sql`
    insert into session ("id", "token", "userId", "expiresAt", "updatedAt")
    select id, id, ${alice.id}, ${soon}, now() from unnest(${ids}::text[]) id
  `.execute(db);
  const ended: string[] = [];
  const sessions = new SessionWatch({
    db: watched,
    log,
    end: (id) => ended.push(id),
    onChange: () => {},
  });
  for (const id of ids) sessions.hold({ id, token: id, expiresAt: soon });
  await sql`delete from session where id = any(${CHANGED}::text[])`.execute(db);
  for (const id of ids) sessions.wake(id);
  await sessions.dispose();
  // Whoever is slow is told of them by the poll as well.
  expect([...new Set(ended)]).toEqual(CHANGED);
  expect(asked.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(MANY);
  expect(Math.max(...asked)).toBeLessThanOrEqual(ONE_QUERY_MAX);
});

test('[LOAD-6] more heads and sessions can be asked for than a query may have parameters', async () => {
  const { db } = await open();
  const many = upTo(BEYOND_PARAMETERS).map(String);
  expect(await readHeads(db, many)).toEqual(new Map());
  expect(await readLiveSessions(db, many)).toEqual(new Map());
});
