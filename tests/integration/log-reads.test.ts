import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { openDatabase } from '../../db/client.ts';
import { readEntries, readHeads } from '../../db/log-read.ts';
import { createRoomAccessReader } from '../../db/rooms.ts';
import { createSessionReader } from '../../db/sessions.ts';
import { alice, bob, message, openRoom, upTo } from '../harness/log-room.ts';

test('[LOG-10] entries are read with the epoch of the log that they are of', async () => {
  const room = await openRoom();
  const { db } = room.database;
  const [eventId = ''] = room.eventIds;
  await room.log().append(message(eventId));
  const head = (await readHeads(db, [eventId])).get(eventId);
  expect(head).toMatchObject({ seq: 3, minSeq: 0, attending: 2 });
  const page = await readEntries(db, { eventId, after: 1, limit: 10 });
  expect(page.epoch).toBe(head?.epoch);
  expect(page.entries.map(({ seq }) => seq)).toEqual([2, 3]);
  expect(await readEntries(db, { eventId, after: 3, limit: 10 })).toEqual({
    epoch: head?.epoch,
    entries: [],
  });
  await sql`update event_log_head set epoch = gen_random_uuid()`.execute(db);
  const renewed = await readEntries(db, { eventId, after: 2, limit: 10 });
  expect(renewed.entries).toHaveLength(1);
  expect(renewed.epoch).not.toBe(head?.epoch);
  expect(await readEntries(db, { eventId: 'none', after: 0, limit: 10 })).toEqual({
    epoch: null,
    entries: [],
  });
});

test('[LOG-11] many who ask for their place share queries, each with its own answer', async () => {
  const room = await openRoom(2);
  const [eventId = '', other = ''] = room.eventIds;
  const queries = await countQueries(room.database.url, async (db) => {
    const read = createRoomAccessReader(db);
    const answers = await Promise.all(
      upTo(300).flatMap(() => [
        read({ eventId, userId: alice.id }),
        read({ eventId: other, userId: 'carol' }),
        read({ eventId: 'none', userId: bob.id }),
      ]),
    );
    for (const index of upTo(300)) {
      const [own, foreign, none] = answers.slice((index - 1) * 3, index * 3);
      expect(own).toMatchObject({ head: { eventId }, participation: { status: 'attending' } });
      expect(foreign).toMatchObject({ head: { eventId: other, seq: 2 }, participation: null });
      expect(none).toBeNull();
    }
  });
  expect(queries).toBeLessThan(5);
});

test('[LOG-11] an answer holds whatever was committed before it was asked for', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  const read = createRoomAccessReader(room.database.db);
  await Promise.all(
    upTo(100).map(async () => {
      const appended = await log.append(message(eventId));
      if (!appended.ok || appended.value.type !== 'appended') throw new Error('not appended');
      const access = await read({ eventId, userId: alice.id });
      expect(access?.head.seq).toBeGreaterThanOrEqual(appended.value.entry.seq);
    }),
  );
});

test('[LOG-11] a query that fails rejects those who asked in it, and the next one answers', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const read = createRoomAccessReader(room.database.db);
  await sql`alter table participation rename to elsewhere`.execute(room.database.db);
  const asked = upTo(3).map(() => read({ eventId, userId: alice.id }));
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(
    upTo(3).map(() => 'rejected'),
  );
  await sql`alter table elsewhere rename to participation`.execute(room.database.db);
  expect(await read({ eventId, userId: alice.id })).toMatchObject({ head: { eventId } });
});

test('[LOG-11] tokens are looked up together, expired and unknown ones are nobody', async () => {
  const room = await openRoom();
  const session = { createdAt: new Date(), updatedAt: new Date() };
  const soon = new Date(Date.now() + 60_000);
  await room.database.db
    .insertInto('session')
    .values([
      { ...session, id: 's1', token: 't1', userId: alice.id, expiresAt: soon },
      { ...session, id: 's2', token: 't2', userId: bob.id, expiresAt: new Date(0) },
    ])
    .execute();
  const queries = await countQueries(room.database.url, async (db) => {
    const read = createSessionReader(db);
    const answers = await Promise.all(upTo(300).map((index) => read(`t${index % 3}`)));
    const people = answers.map((answer) => answer?.person.id ?? null);
    expect(people).toEqual(upTo(300).map((index) => (index % 3 === 1 ? alice.id : null)));
  });
  expect(queries).toBeLessThan(5);
});

/** How many queries something sends. */
async function countQueries(
  url: string,
  run: (db: ReturnType<typeof openDatabase>['db']) => Promise<void>,
): Promise<number> {
  await using handle = openDatabase({ url });
  let count = 0;
  handle.pool.on('acquire', () => (count += 1));
  await run(handle.db);
  return count;
}
