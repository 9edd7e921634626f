import { setInterval as every } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';

import { Jobs } from '../../db/jobs.ts';
import type { Database } from '../../db/schema.ts';
import { importEvent } from '../../lib/server/archive/read/import-event.ts';
import { exportEvent } from '../harness/archive.ts';
import { createTestDatabase } from '../harness/database.ts';
import { temporaryFolder } from '../harness/folder.ts';

const MESSAGES = 100_000;
const MEMORY_MAX_MB = 60;

test('[EXPORT-8] 100,000 messages are exported and taken in again with less than 60 MB held at any time', async () => {
  await using database = await createTestDatabase();
  await using fresh = await createTestDatabase();
  using folder = temporaryFolder();
  await fill(database.db);
  const grown = await watchMemory();
  const file = await exportEvent(database.db, 'large', { folder: folder.path, name: 'a.zip' });
  const exporting = await grown.stop();
  expect(exporting).toBeLessThan(MEMORY_MAX_MB);
  const jobs = new Jobs(fresh.pool, { onError: () => {} });
  const again = await watchMemory();
  await importEvent({ db: fresh.db, jobs }, file);
  expect(await again.stop()).toBeLessThan(MEMORY_MAX_MB);
  await jobs.stop();
  const sums = sql<object>`
    select count(*), md5(string_agg(md5(concat_ws('|', id, seq, user_id, content, created_at, reply_to, reactions)), '' order by seq)) from message`;
  expect((await sums.execute(fresh.db)).rows).toEqual((await sums.execute(database.db)).rows);
}, 240_000);

/** Messages of the length that people write, every tenth an answer, every twentieth with reactions, of 500 people. */
async function fill(db: Kysely<Database>): Promise<void> {
  const statements = [
    sql`insert into "user" ("id", "name", "email", "emailVerified", "isAnonymous")
      select 'p' || n, 'Person ' || n, 'p' || n || '@example.org', true, false from generate_series(1, 500) n`,
    sql`insert into event (id, title, starts_at, created_by) values ('large', 'Large', now(), 'p1')`,
    sql`insert into event_log_head (event_id, head_seq) values ('large', ${MESSAGES * 2})`,
    sql`insert into participation (event_id, user_id, status, role)
      select 'large', 'p' || n, 'attending', case when n = 1 then 'organiser' else 'participant' end from generate_series(1, 500) n`,
    sql`insert into message (id, event_id, seq, user_id, user_name, content, created_at, reply_to, reactions)
      select 'm' || n, 'large', n * 2, 'p' || n % 500 + 1, 'Person ' || n % 500 + 1, repeat('some words that somebody wrote ', 1 + n % 8),
        now() - make_interval(secs => ${MESSAGES} - n),
        case when n % 10 = 0 then json_build_object('id', 'm' || n - 1, 'seq', (n - 1) * 2)::jsonb end,
        case when n % 20 = 0 then '[["👍", 2]]'::jsonb end
      from generate_series(1, ${MESSAGES}) n`,
    sql`insert into reaction (message_id, user_id, emoji, seq)
      select 'm' || n * 20, 'p' || who, '👍', n * 40 from generate_series(1, ${MESSAGES / 20}) n, generate_series(1, 2) who`,
    sql`analyze`,
  ];
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    for (const statement of statements) await statement.execute(connection);
  });
}

/** How many MB more the process holds than before, at its highest; what is only waiting to be collected is not counted. */
async function watchMemory(): Promise<{ stop: () => Promise<number> }> {
  setFlagsFromString('--expose-gc');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the flag makes
  const collect = runInNewContext('gc') as () => void;
  const held = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1_048_576;
  };
  const before = held();
  let highest = before;
  const stop = new AbortController();
  const watching = (async () => {
    for await (const _ of every(250, undefined, { signal: stop.signal })) {
      highest = Math.max(highest, held());
    }
  })().catch(() => {});
  return {
    async stop() {
      stop.abort();
      await watching;
      return Math.round(highest - before);
    },
  };
}
