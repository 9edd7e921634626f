import { expect, test } from 'vitest';

import { startNodeProcess } from '../harness/node-process.ts';
import { startPushingStack } from '../harness/pushing.ts';
import { waitUntil } from '../harness/stack.ts';

test('[PUSH-3] what a node that was killed had taken is sent by another one, marked as unsure; what it had not taken is sent once', async () => {
  await using room = await startPushingStack({ nodes: 0 });
  const { stack, services, say, to } = room;
  const { pool } = stack.database;
  const alice = await stack.participant('alice');
  const [bob, carol] = [await room.withBrowser('bob'), await room.withBrowser('carol')];
  const env = { EXPO_PUSH_URL: services.url, PUSH_HOSTS: services.url, PUSH_BUNDLE_SECONDS: '0' };

  await using first = await startNodeProcess(stack, { env });
  services.next.push('hang');
  await say(alice, 'one', [{ userId: bob.id }]);
  await waitUntil(() => services.next.length === 0, 'the push service to be asked', 20_000);
  first.running.child.kill('SIGKILL');
  await first.running.exits();
  expect((await room.states()).map(({ state }) => state)).toEqual(['sending']);
  await say(alice, 'two', [{ userId: carol.id }]);

  await using second = await startNodeProcess(stack, { env });
  await waitUntil(() => to('carol').length > 0, 'what nobody had taken', 20_000);
  expect(to('bob')).toHaveLength(0);
  // The minute after which it is taken for lost.
  await pool.query(`update push_delivery set next_at = now() where state = 'sending'`);
  await waitUntil(() => to('bob').length > 0, 'what the first node had taken', 20_000);
  await waitUntil(
    async () => (await room.states()).every(({ state }) => state === 'handed-over'),
    'all to be marked',
  );
  expect(services.pushed).toHaveLength(2);
  expect((await room.states()).map((row) => row.is_unsure)).toEqual([true, false]);
  expect(second.running.child.exitCode).toBeNull();
}, 120_000);
