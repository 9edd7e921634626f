import type { Pool } from 'pg';
import { expect, test } from 'vitest';

import { JOBS_SCHEMA } from '../../db/jobs-schema.ts';
import { startAnnouncing } from '../harness/announcing.ts';
import { startNodeProcess } from '../harness/node-process.ts';
import { waitUntil } from '../harness/stack.ts';

/** Jobs that nobody ended are looked for each 30 s, and done again some seconds later. */
const AGAIN_WITHIN_MS = 75_000;

test('[ANN-13] what a node that was killed had in hand is shown by another one, once', async () => {
  await using room = await startAnnouncing({ nodes: 0 });
  const { stack, eventId } = room;
  const { pool } = stack.database;
  const by = room.by(await stack.participant('Olga', { role: 'organiser' }));
  const shown = async (): Promise<number> => {
    const entries = stack.database.db.selectFrom('log_entry').select('seq');
    return (await entries.where('kind', '=', 'announcement').execute()).length;
  };
  const states = async (): Promise<string[]> => {
    const { rows } = await pool.query(`select state from ${JOBS_SCHEMA}.job where name = $1`, [
      'announcement',
    ]);
    return rows.map(({ state }) => state);
  };

  await using first = await startNodeProcess(stack);
  const holder = await pool.connect();
  try {
    // The first request opens the queue, which takes a while; the time must lie ahead then.
    const written = await by('POST', '', { content: 'Doors open', scheduledAt: soon(5_000) });
    expect(written.body).toMatchObject({ state: 'scheduled' });
    await holder.query('begin');
    // Else its lock is gone after five seconds, which is when the job is due.
    await holder.query('set local idle_in_transaction_session_timeout = 0');
    await holder.query('select from event_log_head where event_id = $1 for update', [eventId]);
    await waitUntil(
      async () => (await states()).includes('active'),
      'the node to take the job',
      15_000,
    );
    await waitUntil(async () => (await waiting(pool)) > 0, 'it to wait for the log');
    first.running.child.kill('SIGKILL');
    await first.running.exits();
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  expect([await states(), await shown()]).toEqual([['active'], 0]);

  await using second = await startNodeProcess(stack);
  // The half minute after which a job that was begun is taken for lost.
  await pool.query(
    `update ${JOBS_SCHEMA}.job set started_on = started_on - interval '31 seconds' where state = 'active'`,
  );
  await waitUntil(async () => (await shown()) > 0, 'the other node to show it', AGAIN_WITHIN_MS);
  await waitUntil(async () => !(await states()).includes('active'), 'the job to end');
  expect(await shown()).toBe(1);
  expect((await by('GET')).body.announcements).toMatchObject([{ state: 'live' }]);
  expect(second.running.child.exitCode).toBeNull();
}, 200_000);

const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** Statements that wait for a lock. */
async function waiting(pool: Pool): Promise<number> {
  const { rows } = await pool.query(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}
