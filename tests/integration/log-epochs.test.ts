import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';

import { openDatabase, type DatabaseHandle } from '../../db/client.ts';
import { checkTimeline, renewEpoch } from '../../db/epochs.ts';
import { createGroupCommit, type Renewed } from '../../db/group-commit.ts';
import { readEntries, readHeads } from '../../db/log-read.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { openEmbeddedDatabase } from '../../scripts/postgres/embedded.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { message, openRoom, seqsOf, upTo, type Room } from '../harness/log-room.ts';

/** What a restore of an older state does: the newest entries are gone, with all that came of them. */
async function cutTail({ database }: Room, eventId: string, to: number): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    for (const table of ['log_entry', 'message'] as const) {
      await tx.deleteFrom(table).where('event_id', '=', eventId).where('seq', '>', to).execute();
    }
    await tx
      .updateTable('event_log_head')
      .set({ head_seq: to })
      .where('event_id', '=', eventId)
      .execute();
  });
}

const epochOf = async ({ db }: Pick<DatabaseHandle, 'db'>, eventId: string) =>
  (await readHeads(db, [eventId])).get(eventId)?.epoch ?? '';

function openLog(room: Room) {
  const renewed: Renewed[] = [];
  const epochs = new Map<string, string>();
  const log = createGroupCommit({
    database: room.database,
    onCommitted: (entries, told) => {
      for (const { eventId } of entries) epochs.set(eventId, told.get(eventId) ?? '');
    },
    onError: () => {},
    onRenewed: (one) => renewed.push(one),
  });
  return { log, renewed, epochs };
}

test('[LOG-12] a log that has lost what a node committed gets a new epoch before anything is added', async () => {
  const room = await openRoom(2);
  const [eventId = '', other = ''] = room.eventIds;
  const { log, renewed, epochs } = openLog(room);
  await Promise.all(upTo(5).map(() => log.append(message(eventId))));
  const before = [await epochOf(room.database, eventId), await epochOf(room.database, other)];
  await cutTail(room, eventId, 4);
  const outcomes = await Promise.all([
    log.append(message(eventId)),
    log.append(message(other)),
    log.append(message(eventId)),
  ]);
  expect(outcomes).toMatchObject([5, 3, 6].map((seq) => ({ value: { entry: { seq } } })));
  const after = [await epochOf(room.database, eventId), await epochOf(room.database, other)];
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
  expect([epochs.get(eventId), epochs.get(other)]).toEqual(after);
  expect(renewed).toEqual([{ reason: 'cut-short', eventIds: [eventId] }]);
  expect(await seqsOf(room)).toEqual(upTo(6));
  await log.append(message(eventId));
  expect(await epochOf(room.database, eventId)).toBe(after[0]);
});

test('[LOG-12] what a node has only read counts as known too', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  await Promise.all(upTo(5).map(() => room.log().append(message(eventId))));
  const { log, renewed } = openLog(room);
  const epoch = await epochOf(room.database, eventId);
  log.note({ eventId, epoch, seq: 7 });
  log.note({ eventId, epoch, seq: 3 });
  await log.append(message(eventId));
  expect(renewed).toEqual([]);
  await cutTail(room, eventId, 6);
  await log.append(message(eventId));
  expect(renewed).toHaveLength(1);
  const { entries, epoch: now } = await readEntries(room.database.db, {
    eventId,
    after: 5,
    limit: 9,
  });
  expect(entries.map(({ seq }) => seq)).toEqual([6, 7]);
  expect(now).not.toBe(epoch);
});

test('[LOG-12] of many who find a log too short one renews it, and nobody where it is not', async () => {
  const room = await openRoom();
  const { db } = room.database;
  const [eventId = ''] = room.eventIds;
  const epoch = await epochOf(room.database, eventId);
  expect(await renewEpoch(db, { eventId, epoch, deliveredSeq: 2 })).toBeNull();
  expect(await renewEpoch(db, { eventId, epoch: 'another', deliveredSeq: 9 })).toBeNull();
  expect(await renewEpoch(db, { eventId: 'none', epoch, deliveredSeq: 9 })).toBeNull();
  const renewals = await Promise.all(
    upTo(5).map(() => renewEpoch(db, { eventId, epoch, deliveredSeq: 3 })),
  );
  expect(renewals.filter((renewed) => renewed !== null)).toEqual([
    await epochOf(room.database, eventId),
  ]);
});

test('[LOG-13] logs keep their epochs on the same server, and all get new ones on another', async () => {
  const room = await openRoom(3);
  const { db } = room.database;
  const epochs = async () =>
    [...(await readHeads(db, room.eventIds)).values()].map(({ epoch }) => epoch).toSorted();
  // The room's own writers have asked already, or nobody has.
  await checkTimeline(db);
  const before = await epochs();
  expect(await checkTimeline(db)).toEqual({ type: 'same' });
  expect(await epochs()).toEqual(before);
  await sql`update log_timeline set system_identifier = 'another'`.execute(db);
  const checks = await Promise.all(upTo(4).map(() => checkTimeline(db)));
  expect(checks.map(({ type }) => type).toSorted()).toEqual(['renewed', 'same', 'same', 'same']);
  expect(checks).toContainEqual({ type: 'renewed', events: 3 });
  const after = await epochs();
  expect(after).toHaveLength(3);
  for (const epoch of before) expect(after).not.toContain(epoch);
});

test('[LOG-13] a writer asks before it adds anything on a new connection', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const { log, renewed } = openLog(room);
  await log.append(message(eventId));
  const before = await epochOf(room.database, eventId);
  await sql`update log_timeline set timeline_id = timeline_id + 1`.execute(room.database.db);
  await room.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'test writer'`,
  );
  expect(await log.append(message(eventId))).toMatchObject({ ok: true });
  expect(renewed).toEqual([{ reason: 'timeline', events: 1 }]);
  expect(await epochOf(room.database, eventId)).not.toBe(before);
});

test('[LOG-13] a server that does not say who it is changes nothing', async () => {
  const room = await openRoom();
  const { db } = room.database;
  await checkTimeline(db);
  const role = `quiet_${process.pid}`;
  await sql`create role ${sql.id(role)} login password 'quiet'`.execute(db);
  const url = new URL(room.database.url);
  url.username = role;
  url.password = 'quiet';
  const handle = openDatabase({ url: url.href });
  onTestFinished(async () => {
    await handle[Symbol.asyncDispose]();
    await sql`drop owned by ${sql.id(role)}`.execute(db);
    await sql`drop role ${sql.id(role)}`.execute(db);
  });
  await sql`revoke execute on function pg_control_system() from public`.execute(db);
  await sql`grant all on all tables in schema public to ${sql.id(role)}`.execute(db);
  expect(await checkTimeline(handle.db)).toEqual({ type: 'unknown' });
});

test('[LOG-13] a standby that takes over has another time line: all logs get new epochs', async () => {
  using folder = temporaryFolder();
  const open = () => openEmbeddedDatabase({ folder: folder.path, fsync: false });
  const onServer = async <Value>(run: (handle: DatabaseHandle) => Promise<Value>) => {
    await using server = await open();
    await using handle = openDatabase({ url: server.url });
    return await run(handle);
  };
  const before = await onServer(async (handle) => {
    await migrateToLatest(handle.db);
    await handle.db
      .insertInto('event')
      .values({ id: 'e', title: 'E', starts_at: new Date(), created_by: 'a', settings: '{}' })
      .execute();
    await handle.db.insertInto('event_log_head').values({ event_id: 'e' }).execute();
    expect(await checkTimeline(handle.db)).toEqual({ type: 'first' });
    return await epochOf(handle, 'e');
  });
  expect(readdirSync(folder.path)).toContain('postgres');
  writeFileSync(join(folder.path, 'postgres', 'standby.signal'), '');
  await onServer(async (handle) => {
    expect(await checkTimeline(handle.db)).toEqual({ type: 'unknown' });
    await sql`select pg_promote()`.execute(handle.db);
    expect(await checkTimeline(handle.db)).toEqual({ type: 'renewed', events: 1 });
    expect(await epochOf(handle, 'e')).not.toBe(before);
  });
}, 60_000);
