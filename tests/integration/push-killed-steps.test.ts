import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { startNodeProcess } from '../harness/node-process.ts';
import { startPushingStack } from '../harness/pushing.ts';
import { waitUntil, type TestPerson } from '../harness/stack.ts';

/** What a node does with a notification, as a statement that can be held. */
const STEPS = {
  'makes its deliveries': 'insert on push_delivery for each row',
  'claims it': `update on push_delivery for each row when (new.state = 'sending')`,
  'says that it was sent': `update on push_delivery for each row when (new.state = 'handed-over')`,
} as const;

interface Case {
  readonly step: keyof typeof STEPS;
  /** What becomes of the statement that was under way. */
  readonly ends: 'undone' | 'done';
  readonly sent: number;
  readonly isUnsure: boolean;
}

const cases: readonly Case[] = [
  { step: 'makes its deliveries', ends: 'undone', sent: 1, isUnsure: false },
  // It is one of several of a transaction, which nobody is left to commit.
  { step: 'makes its deliveries', ends: 'done', sent: 1, isUnsure: false },
  { step: 'claims it', ends: 'undone', sent: 1, isUnsure: false },
  { step: 'claims it', ends: 'done', sent: 1, isUnsure: true },
  { step: 'says that it was sent', ends: 'undone', sent: 2, isUnsure: true },
  { step: 'says that it was sent', ends: 'done', sent: 1, isUnsure: false },
];

const LOCK = 4_242;

test.each(cases)(
  '[PUSH-3] a node that is killed while it $step, which is $ends, loses nothing; sent $sent times, unsure: $isUnsure',
  async ({ step, ends, sent, isUnsure }) => {
    await using room = await startPushingStack({ nodes: 0 });
    const { stack, services, say } = room;
    const { pool } = stack.database;
    const alice = await stack.participant('alice');
    const bob = await room.withBrowser('bob');
    const env = { EXPO_PUSH_URL: services.url, PUSH_HOSTS: services.url, PUSH_BUNDLE_SECONDS: '0' };
    const holder = await pool.connect();
    await holder.query(`
      create function hold() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock_shared(${LOCK}); return new; end $$;
      create trigger hold before ${STEPS[step]} execute function hold();
      select pg_advisory_lock(${LOCK})`);

    await using first = await startNodeProcess(stack, { env });
    await say(alice, 'one', [{ userId: bob.id }]);
    const held = async () => {
      const { rows } = await pool.query(
        `select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted`,
      );
      return rows.map(({ pid }) => Number(pid));
    };
    await waitUntil(async () => (await held()).length > 0, 'the step to be under way', 20_000);
    first.running.child.kill('SIGKILL');
    await first.running.exits();
    if (ends === 'undone') await pool.query('select pg_terminate_backend($1)', await held());
    await holder.query(`select pg_advisory_unlock(${LOCK})`);
    await waitUntil(async () => (await held()).length === 0, 'the step to be over');
    await holder.query('drop trigger hold on push_delivery');
    holder.release();

    // The minute after which it is taken for lost.
    await pool.query(`update push_delivery set next_at = now() where state = 'sending'`);
    await using second = await startNodeProcess(stack, { env });
    const isMarked = async () => {
      const rows = await room.states();
      return rows.length === 1 && rows.every(({ state }) => state === 'handed-over');
    };
    await waitUntil(isMarked, 'it to be marked', 30_000);
    expect(services.pushed.map(({ to }) => to)).toEqual(Array.from({ length: sent }, () => 'bob'));
    expect((await room.states()).map((row) => row.is_unsure)).toEqual([isUnsure]);
    expect(second.running.child.exitCode).toBeNull();
  },
  120_000,
);

const PEOPLE = 80;
const KILLS = 5;
const PAUSE_MS = 100;

test('[PUSH-3] whenever nodes are killed, nobody is left out, and only who is marked as unsure is notified twice', async () => {
  await using room = await startPushingStack({ nodes: 0 });
  const { stack, services, say, to } = room;
  const { pool } = stack.database;
  const env = { EXPO_PUSH_URL: services.url, PUSH_HOSTS: services.url, PUSH_BUNDLE_SECONDS: '0' };
  const names = Array.from({ length: PEOPLE }, (_, index) => `person-${index}`);
  const people: TestPerson[] = [];
  for (const name of names) people.push(await room.withBrowser(name));
  const start = () => startNodeProcess(stack, { env });
  await using running = new AsyncDisposableStack();
  const nodes = [running.use(await start()), running.use(await start())];
  /** Each calls the next one. */
  const talk = async (): Promise<void> => {
    for (const [index, person] of people.entries()) {
      const userId = people[(index + 1) % PEOPLE]?.id ?? '';
      await say(person, `call ${index}`, [{ userId }]);
      await sleep(PAUSE_MS);
    }
  };
  const kill = async (): Promise<void> => {
    for (let count = 0; count < KILLS; count += 1) {
      await waitUntil(() => services.pushed.length > count * 5, 'some to be sent', 30_000);
      const node = nodes[count % 2];
      node?.running.child.kill('SIGKILL');
      await node?.running.exits();
      nodes[count % 2] = running.use(await start());
    }
  };
  await Promise.all([talk(), kill()]);
  const settled = async () => {
    // Taken for lost before a minute is over, and not before a push service had to answer.
    await pool.query(`
      update push_delivery set next_at = now()
      where state = 'sending' and sent_at < now() - interval '12 seconds'`);
    const rows = await room.states();
    return rows.length === PEOPLE && rows.every(({ state }) => state === 'handed-over');
  };
  await waitUntil(settled, 'all to be marked', 60_000);
  const unsure = (await room.states()).filter((row) => row.is_unsure).length;
  const counts = names.map((name) => to(name).length);
  expect(counts.filter((count) => count === 0)).toEqual([]);
  expect(services.pushed.length - PEOPLE).toBeLessThanOrEqual(unsure);
}, 180_000);
