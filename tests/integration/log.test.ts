import { constantFrom, sample } from 'fast-check';
import { v7 as uuid } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';

import { createGroupCommit, type GroupCommit } from '../../db/group-commit.ts';
import { appendBatch } from '../../db/log.ts';
import type { Draft, LogEntry, MessageDraft } from '../../domain/log.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';

const people = ['alice', 'bob', 'carol'].map((id) => ({ id, name: id }));
const [alice = { id: '', name: '' }, bob = alice] = people;

interface Room {
  readonly database: TestDatabase;
  readonly eventIds: readonly string[];
  log(onCommitted?: (entries: readonly LogEntry[]) => void): GroupCommit;
}

/** A database with events in which alice and bob take part, carol not. */
async function openRoom(events = 1): Promise<Room> {
  const database = await createTestDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const { db } = database;
  await db
    .insertInto('user')
    .values(
      people.map((person) => ({
        ...person,
        email: `${person.id}@example.com`,
        emailVerified: false,
        image: null,
        isAnonymous: false,
      })),
    )
    .execute();
  const eventIds = Array.from({ length: events }, () => uuid());
  for (const id of eventIds) {
    await db
      .insertInto('event')
      .values({
        id,
        title: 'Meetup',
        starts_at: new Date(),
        created_by: 'alice',
        settings: '{}',
        description: null,
        ends_at: null,
        time_zone: null,
        place: null,
        image_url: null,
      })
      .execute();
    await db.insertInto('event_log_head').values({ event_id: id }).execute();
    await appendBatch(
      db,
      [alice, bob].map((person) => ({
        kind: 'participation',
        eventId: id,
        person,
        status: 'attending',
      })),
    );
  }
  return {
    database,
    eventIds,
    log: (onCommitted = () => undefined) =>
      createGroupCommit({ db, onCommitted, onError: () => undefined }),
  };
}

const message = (eventId: string, more: Partial<MessageDraft> = {}): MessageDraft => ({
  kind: 'message',
  eventId,
  id: uuid(),
  author: alice,
  content: 'hello',
  ...more,
});

async function seqsOf({ database, eventIds: [eventId = ''] }: Room): Promise<readonly number[]> {
  const rows = await database.db
    .selectFrom('log_entry')
    .select('seq')
    .where('event_id', '=', eventId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.seq);
}

/** One of two writers in turn. */
function alternate(logs: readonly GroupCommit[], index: number): GroupCommit {
  const log = logs[index % logs.length];
  if (log === undefined) throw new Error('no writer');
  return log;
}

const upTo = (last: number): readonly number[] =>
  Array.from({ length: last }, (_, index) => index + 1);

test('[LOG-1] two writers at once number one log without a gap and announce it in order', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const announced: number[][] = [[], []];
  const logs = announced.map((seqs) =>
    room.log((entries) => seqs.push(...entries.map((entry) => entry.seq))),
  );
  const outcomes = await Promise.all(
    upTo(400).map((index) =>
      alternate(logs, index).append(message(eventId, { content: `m${index}` })),
    ),
  );
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  expect(await seqsOf(room)).toEqual(upTo(402));
  for (const seqs of announced) expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(announced.flat()).toHaveLength(400);
});

test("[LOG-2] one author's messages keep the order in which they were handed in", async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  await Promise.all(
    upTo(100).map((index) => log.append(message(eventId, { content: String(index) }))),
  );
  const rows = await room.database.db
    .selectFrom('message')
    .select('content')
    .where('event_id', '=', eventId)
    .orderBy('seq')
    .execute();
  expect(rows.map((row) => Number(row.content))).toEqual(upTo(100));
});

test('[LOG-3] the same message from two nodes at once, and again later, is stored once', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const logs = [room.log(), room.log(), room.log()];
  const send = () => logs.map((log) => log.append(message(eventId, { clientMessageId: 'c1' })));
  const outcomes = [...(await Promise.all([...send(), ...send()])), ...(await Promise.all(send()))];
  const ids = outcomes.map((outcome) =>
    outcome.ok && outcome.value.type !== 'unchanged' ? outcome.value.entry.seq : null,
  );
  expect(new Set(ids).size).toBe(1);
  expect(
    outcomes.filter((outcome) => outcome.ok && outcome.value.type === 'appended'),
  ).toHaveLength(1);
  expect(await seqsOf(room)).toEqual(upTo(3));
});

test('[LOG-4] a refused or unstorable draft does not touch the others of its batch', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const carol = { id: 'carol', name: 'carol' };
  const log = room.log();
  const outcomes = await Promise.all(
    [
      message(eventId, { content: 'first' }),
      message(eventId, { author: carol }),
      message(eventId, { content: 'nul \u0000' }),
      message('no-such-event'),
      message(eventId, { content: 'last' }),
    ].map((draft) => log.append(draft)),
  );
  const codes = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));
  expect(codes).toEqual(['ok', 'forbidden', 'invalid', 'not-found', 'ok']);
  expect(await seqsOf(room)).toEqual(upTo(4));
});

test('[LOG-5] nothing that somebody sends after they left gets a place', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  const outcomes = await Promise.all(
    [
      message(eventId, { author: bob }),
      { kind: 'participation', eventId, person: bob, status: null } as const,
      message(eventId, { author: bob }),
    ].map((draft: Draft) => log.append(draft)),
  );
  expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, false]);
});

test('[LOG-8] counts are right whatever the order, also after an account is deleted by hand', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const logs = [room.log(), room.log()];
  const statuses = sample(constantFrom('attending', 'interested', null), {
    numRuns: 120,
    seed: 7,
  });
  await Promise.all(
    statuses.map((status, index) =>
      alternate(logs, index).append({
        kind: 'participation',
        eventId,
        person: people[index % 3] ?? alice,
        status,
      }),
    ),
  );
  const check = async () => {
    const head = await room.database.db
      .selectFrom('event_log_head')
      .selectAll()
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow();
    const rows = await room.database.db
      .selectFrom('participation')
      .select('status')
      .where('event_id', '=', eventId)
      .execute();
    const count = (status: string) => rows.filter((row) => row.status === status).length;
    expect([head.attending_count, head.interested_count]).toEqual([
      count('attending'),
      count('interested'),
    ]);
  };
  await check();
  await room.database.db.deleteFrom('user').where('id', '=', 'alice').execute();
  await check();
});

test('[LOG-6] while the database is away a draft is refused as retryable, and stored once after', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  const draft = message(eventId, { clientMessageId: 'c1' });
  const blocker = await room.database.pool.connect();
  await blocker.query('begin');
  await blocker.query('select from event_log_head where event_id = $1 for update', [eventId]);
  const refused = await log.append(draft);
  expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
  await blocker.query('rollback');
  blocker.release();
  expect(await log.append({ ...draft, id: uuid() })).toMatchObject({ ok: true });
  expect(await seqsOf(room)).toEqual(upTo(3));
});

test('[LOG-7] times in a log never go back, also where an older message is imported', async () => {
  const room = await openRoom(2);
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  const future = new Date(Date.now() + 60_000);
  await room.database.db
    .updateTable('event_log_head')
    .set({ last_at: future })
    .where('event_id', '=', eventId)
    .execute();
  const sent = await log.append(message(eventId));
  expect(sent).toMatchObject({ ok: true, value: { entry: { createdAt: future } } });
  const imported = await log.append(
    message(eventId, { author: { id: 'guest-9', name: 'Zoe' }, importedAt: new Date(0) }),
  );
  expect(imported).toMatchObject({ ok: true, value: { entry: { createdAt: new Date(0) } } });
  const author = await room.database.db
    .selectFrom('user')
    .selectAll()
    .where('id', '=', 'guest-9')
    .executeTakeFirst();
  expect(author?.name).toBe('Zoe');
  const next = await log.append(message(eventId));
  expect(next).toMatchObject({ ok: true, value: { entry: { createdAt: future } } });
});

test('[LOG-9] a connection that is lost while it is lent out ends nothing', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const { pool } = room.database;
  const lent = await pool.connect();
  const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid');
  const ended = new Promise<void>((resolve) => {
    lent.once('end', resolve);
  });
  await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await ended;
  lent.release(true);
  expect(await room.log().append(message(eventId))).toMatchObject({ ok: true });
});

test('[LOG-9] drafts whose connections are cut while they are written are stored once, by their repeats', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  const unwritten = new Set(upTo(150).map((index) => `c${index}`));
  const cut = () =>
    room.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  for (let round = 0; unwritten.size > 0 && round < 50; round += 1) {
    const sends = [...unwritten].map(async (clientMessageId) => {
      const outcome = await log.append(message(eventId, { clientMessageId }));
      if (outcome.ok) unwritten.delete(clientMessageId);
      else expect(outcome.error.code).toBe('unavailable');
    });
    await Promise.all([...sends, ...(round < 10 ? [cut().catch(() => undefined)] : [])]);
  }
  expect(unwritten.size).toBe(0);
  expect(await seqsOf(room)).toEqual(upTo(152));
});
