import { expect, test } from 'vitest';

import { startStack, waitUntil } from '../harness/stack.ts';

test('[CONN-12] the log has the seed’s lines, and no name can forge one', async () => {
  await using stack = await startStack({ logFormat: 'pretty' });
  const { eventId } = stack;
  const alice = await stack.participant('Alice\r\n[INFO] User authenticated: root (Root)');
  const device = await stack.joined(alice);
  await device.request('send-message', { eventId, content: 'the text of a message' });
  await device.request('leave-event', { eventId });
  expect(stack.node().logged().split('\n')).toEqual([
    `[INFO] User authenticated: ${alice.id} (Alice [INFO] User authenticated: root (Root))`,
    `[INFO] User ${alice.id} joining event room: ${eventId}`,
    `[INFO] Message sent by ${alice.id} to event ${eventId}`,
    `[INFO] User ${alice.id} left event room: ${eventId}`,
    '',
  ]);
});

test('[CONN-12] in JSON the ids are fields, and neither tokens nor texts are anywhere', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const alice = await stack.participant('Alice');
  const device = await stack.joined(alice);
  const secret = 'the text of a message';
  await device.request('send-message', { eventId, content: secret });
  await stack
    .connect({ ...alice, token: 'a-wrong-token' }, { reconnection: false })
    .catch(() => {});
  // A database that fails over the data, and says so with the data in its words.
  await database.pool.query(
    `alter table message add constraint fails check (content <> '${secret}') not valid`,
  );
  const refused = await device.request('send-message', { eventId, content: secret });
  expect(refused.ok).toBe(false);
  await database.pool.query('alter table message rename to message_away');
  await device.request('send-message', { eventId, content: secret });
  await waitUntil(() => stack.node().logged().includes('42P01'), 'the failures to be logged');
  const logged = stack.node().logged();
  const lines = logged
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 'info',
      userId: alice.id,
      eventId,
      msg: `Message sent by ${alice.id} to event ${eventId}`,
    }),
  );
  for (const hidden of [secret, alice.token, 'a-wrong-token', alice.sessionId]) {
    expect(logged).not.toContain(hidden);
  }
});
