import { constantFrom, sample } from 'fast-check';
import { expect, test } from 'vitest';

import type { GroupCommit } from '../../db/group-commit.ts';
import type { Draft } from '../../domain/log.ts';
import { alice, bob, message, openRoom, people, seqsOf, upTo } from '../harness/log-room.ts';

/** One of two writers in turn. */
function alternate(logs: readonly GroupCommit[], index: number): GroupCommit {
  const log = logs[index % logs.length];
  if (log === undefined) throw new Error('no writer');
  return log;
}

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
