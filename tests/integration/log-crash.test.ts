import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';

import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { expect, onTestFinished, test, type TestContext } from 'vitest';

import { openDatabase, type DatabaseHandle } from '../../db/client.ts';
import { createGroupCommit, type GroupCommit } from '../../db/group-commit.ts';
import { readHistory } from '../../db/history.ts';
import type { LogEntry } from '../../domain/log.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { addPeopleAndEvents, alice, bob, message, upTo } from '../harness/log-room.ts';
import { startOwnPostgres, type OwnPostgres } from '../harness/own-postgres.ts';

interface Writer {
  readonly log: GroupCommit;
  readonly announced: LogEntry[];
}

function openWriter(server: OwnPostgres): Writer {
  const database = openDatabase({ url: server.url, name: 'writer' });
  onTestFinished(() => database[Symbol.asyncDispose]());
  const announced: LogEntry[] = [];
  const log = createGroupCommit({
    database,
    onCommitted: (entries) => announced.push(...entries),
    onError: () => {},
  });
  return { log, announced };
}

test('[LOG-19] two writers and two crashes of the database: nothing acknowledged is lost, moved or doubled', async () => {
  await using server = await startOwnPostgres();
  const eventIds = ['one', 'two', 'three'];
  await using database = openDatabase({ url: server.url });
  await addPeopleAndEvents(database.db, eventIds);
  const writers = [openWriter(server), openWriter(server)];
  let isOver = false;
  const acknowledged = new Map<string, string>();
  const refused = new Set<string>();
  const send = async (index: number): Promise<void> => {
    for (let count = 0; !isOver; count += 1) {
      const { log } = writers[count % 2] ?? openWriter(server);
      const eventId = eventIds[(index + count) % 3] ?? '';
      const draft = message(eventId, { author: index % 2 === 0 ? alice : bob, content: uuid() });
      const outcome = await log.append(draft);
      if (!outcome.ok) {
        expect(outcome.error.code).toBe('unavailable');
        refused.add(draft.id);
      } else if (outcome.value.type === 'appended') {
        acknowledged.set(draft.id, `${eventId} ${outcome.value.entry.seq} ${draft.content}`);
      } else throw new Error(`a message was ${outcome.value.type}`);
    }
  };
  const senders = upTo(40).map((index) => send(index));
  for (const crash of upTo(2)) {
    const before = acknowledged.size;
    await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 500);
    await server.crash();
    const backAt = performance.now();
    const then = acknowledged.size;
    await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(then + 100);
    expect(performance.now() - backAt, `after crash ${crash}`).toBeLessThan(5_000);
  }
  isOver = true;
  await Promise.all(senders);
  const stored = await database.db
    .selectFrom('message')
    .select(['id', 'event_id', 'seq', 'content'])
    .execute();
  const places = new Map(
    stored.map((row) => [row.id, `${row.event_id} ${row.seq} ${row.content}`]),
  );
  for (const [id, place] of acknowledged) expect(places.get(id)).toBe(place);
  for (const id of places.keys()) expect(acknowledged.has(id) || refused.has(id)).toBe(true);
  await expectDense(database, eventIds);
  expectAnnounced(writers, acknowledged);
}, 90_000);

async function expectDense({ db }: DatabaseHandle, eventIds: readonly string[]): Promise<void> {
  for (const eventId of eventIds) {
    const rows = await db
      .selectFrom('log_entry')
      .select('seq')
      .where('event_id', '=', eventId)
      .orderBy('seq')
      .execute();
    expect(rows.map(({ seq }) => seq)).toEqual(upTo(rows.length));
  }
}

/** Each writer announces what it acknowledges, once and in order. */
function expectAnnounced(writers: readonly Writer[], acknowledged: ReadonlyMap<string, string>) {
  const ids = writers.flatMap(({ announced }) => announced.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => acknowledged.has(id ?? ''))).toHaveLength(acknowledged.size);
  for (const { announced } of writers) {
    const last = new Map<string, number>();
    for (const { eventId, seq } of announced) {
      expect(seq).toBeGreaterThan(last.get(eventId) ?? 0);
      last.set(eventId, seq);
    }
  }
}

test('[LOG-20] while the database is read-only sends are refused, reading goes on, and then it works again', async () => {
  await using server = await startOwnPostgres();
  await using database = openDatabase({ url: server.url });
  await addPeopleAndEvents(database.db, ['one']);
  const { log } = openWriter(server);
  expect(await log.append(message('one'))).toMatchObject({ ok: true });
  const setReadOnly = async (isReadOnly: boolean) => {
    await sql`alter system set default_transaction_read_only = ${sql.raw(isReadOnly ? 'on' : 'off')}`.execute(
      database.db,
    );
    await sql`select pg_reload_conf()`.execute(database.db);
    await expect
      .poll(async () => {
        const { rows } = await sql<{ value: string }>`
          select current_setting('default_transaction_read_only') as value
        `.execute(database.db);
        return rows[0]?.value;
      })
      .toBe(isReadOnly ? 'on' : 'off');
  };
  await setReadOnly(true);
  expect(await log.append(message('one'))).toMatchObject({
    error: { code: 'unavailable', retryable: true },
  });
  expect(await readMessages(database)).toBe(1);
  await setReadOnly(false);
  expect(await log.append(message('one'))).toMatchObject({ ok: true });
}, 60_000);

const readMessages = async ({ db }: DatabaseHandle): Promise<number | undefined> => {
  const request = { eventId: 'one', userId: 'alice', limit: 100 };
  return (await readHistory(db, request))?.page.messages.length;
};

test('[LOG-20] with a full disk sends are refused, reading goes on, and with room it works again', async (context) => {
  using disk = smallDisk(context);
  await using server = await startOwnPostgres(disk.path);
  await using database = openDatabase({ url: server.url });
  await addPeopleAndEvents(database.db, ['one']);
  const { log } = openWriter(server);
  expect(await log.append(message('one'))).toMatchObject({ ok: true });
  disk.fill();
  const long = 'x'.repeat(1_000);
  const sendMany = () =>
    Promise.all(upTo(256).map(() => log.append(message('one', { content: long }))));
  let stored = 1;
  for (let outcomes = await sendMany(); ; outcomes = await sendMany()) {
    stored += outcomes.filter((outcome) => outcome.ok).length;
    const failed = outcomes.find((outcome) => !outcome.ok);
    if (failed === undefined) continue;
    expect(failed).toMatchObject({ error: { code: 'unavailable', retryable: true } });
    break;
  }
  expect(await readMessages(database)).toBe(Math.min(100, stored));
  disk.free();
  await expect
    .poll(async () => (await log.append(message('one'))).ok, { timeout: 30_000 })
    .toBe(true);
  const { rows } = await sql<{ seqs: number; head: number }>`
    select count(*)::int as seqs, max(seq)::int as head from log_entry
  `.execute(database.db);
  expect(rows[0]?.seqs).toBe(rows[0]?.head);
}, 120_000);

interface SmallDisk extends Disposable {
  readonly path: string;
  /** Leaves room for a few pages. */
  fill(): void;
  free(): void;
}

/** A disk of 120 MB in memory. Only root can have one; for others the test is skipped, and says so. */
function smallDisk(context: TestContext): SmallDisk {
  const folder = temporaryFolder();
  try {
    const options = ['-t', 'tmpfs', '-o', 'size=120m,mode=0711', 'tmpfs', folder.path];
    execFileSync('mount', options, { stdio: 'pipe' });
  } catch {
    folder[Symbol.dispose]();
    context.skip('needs root: it mounts a small disk');
  }
  chmodSync(folder.path, 0o711);
  const ballast = `${folder.path}/ballast`;
  const shell = (command: string) => execFileSync('sh', ['-c', command], { stdio: 'pipe' });
  return {
    path: folder.path,
    fill: () =>
      void shell(
        `dd if=/dev/zero of=${ballast} bs=64k status=none || true; truncate -s -256K ${ballast}`,
      ),
    free: () => void shell(`rm ${ballast}`),
    [Symbol.dispose]() {
      execFileSync('umount', ['--lazy', folder.path], { stdio: 'pipe' });
      folder[Symbol.dispose]();
    },
  };
}
