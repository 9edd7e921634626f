import { v7 as uuid } from 'uuid';
import { expect, test } from 'vitest';

import { message, openRoom, seqsOf, upTo } from '../harness/log-room.ts';

test('[LOG-6] while the database is away a draft is refused as retryable, and stored once after', async () => {
  const room = await openRoom();
  const [eventId = ''] = room.eventIds;
  const log = room.log();
  const draft = message(eventId, { clientMessageId: 'c1' });
  const blocker = await room.database.pool.connect();
  await blocker.query('set idle_in_transaction_session_timeout = 0');
  await blocker.query('begin');
  await blocker.query('select from event_log_head where event_id = $1 for update', [eventId]);
  const refused = await log.append(draft);
  expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
  await blocker.query('rollback');
  blocker.release();
  expect(await log.append({ ...draft, id: uuid() })).toMatchObject({ ok: true });
  expect(await seqsOf(room)).toEqual(upTo(3));
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
