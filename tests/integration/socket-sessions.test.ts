import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../harness/stack.ts';

const ENDED_WITHIN_MS = 5_000;

const endings: readonly [string, (stack: Stack, person: TestPerson) => Promise<unknown>][] = [
  [
    'its row is deleted, as by signing out',
    ({ database: { db } }, { sessionId }) =>
      db.deleteFrom('session').where('id', '=', sessionId).execute(),
  ],
  [
    'its person is deleted',
    ({ database: { db } }, { id }) => db.deleteFrom('user').where('id', '=', id).execute(),
  ],
  [
    'it expires',
    ({ database: { db } }, { sessionId }) =>
      db
        .updateTable('session')
        .set({ expiresAt: new Date(Date.now() + 500) })
        .where('id', '=', sessionId)
        .execute(),
  ],
  [
    'it gets another token',
    ({ database: { db } }, { sessionId }) =>
      db.updateTable('session').set({ token: 'another' }).where('id', '=', sessionId).execute(),
  ],
];

const isOut = (device: Device): boolean => !device.socket.connected && !device.socket.active;

test.each(endings)('[CONN-6] a session loses its sockets within 5 s when %s', async (_, end) => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const bob = await stack.joined(await stack.participant('Bob'));
  const ours = await stack.joined(alice, { v1: true });
  const plain = await stack.joined(alice);
  await end(stack, alice);
  await waitUntil(() => isOut(ours) && isOut(plain), 'the sockets to end', ENDED_WITHIN_MS);
  expect(ours.of('session-revoked')).toHaveLength(1);
  expect(plain.of('error')).toMatchObject([{ code: 'unauthenticated' }]);
  expect(ours.of('error')).toEqual([]);
  expect(bob.socket.connected).toBe(true);
  await expect(stack.connect(alice, { reconnection: false })).rejects.toThrow(/Sign in again/);
});

test('[CONN-6] it holds while notifications do not arrive', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const device = await stack.joined(alice);
  const killing = setInterval(
    () =>
      void stack.database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'hallway listen' and datname = current_database()`,
      ),
    20,
  );
  try {
    await waitUntil(() => stack.node().logged().includes('interrupted'), 'the cut to be noticed');
    await stack.database.db.deleteFrom('session').where('id', '=', alice.sessionId).execute();
    await waitUntil(() => isOut(device), 'the socket to end', ENDED_WITHIN_MS);
  } finally {
    clearInterval(killing);
  }
});

test('[CONN-7] a session that was extended before it expired keeps its sockets', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const { db } = stack.database;
  const setExpiry = (ms: number) =>
    db
      .updateTable('session')
      .set({ expiresAt: new Date(Date.now() + ms) })
      .where('id', '=', alice.sessionId)
      .execute();
  await setExpiry(2_500);
  const device = await stack.joined(alice);
  await setExpiry(60_000);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(device.socket.connected).toBe(true);
  expect(stack.node().server.stats().sessions).toBe(1);
});
