import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { startStack, waitUntil } from '../harness/stack.ts';

const SEED_NOTICES = [
  'new-message',
  'user-typing',
  'user-stopped-typing',
  'user-joined',
  'user-left',
  'error',
];

const orders: readonly (readonly string[])[] = [
  ['join-event', 'typing', 'send-message'],
  ['join-event', 'send-message', 'typing'],
  ['send-message', 'join-event', 'typing'],
  ['join-event', 'join-event', 'typing', 'stop-typing', 'send-message'],
];

test.each(orders.map((order) => [order.join(', '), order] as const))(
  '[CONN-10] a client of the seed alone that sends %s without waiting gets what the seed says',
  async (_, order) => {
    await using stack = await startStack();
    const { eventId } = stack;
    const watcher = await stack.joined(await stack.participant('Watcher'));
    const alice = await stack.connect(await stack.participant('Alice'));
    for (const name of order) {
      const isSend = name === 'send-message';
      alice.emit(name, isSend ? { eventId, content: 'hello' } : { eventId });
    }
    await waitUntil(() => watcher.of('new-message').length === 1, 'the message');
    await waitUntil(() => watcher.of('user-typing').length === 1, 'the typing');
    await stack.settle(alice, watcher);
    expect(alice.of('error')).toEqual([]);
    const sentInside = order.indexOf('join-event') < order.indexOf('send-message');
    expect(alice.of('new-message')).toHaveLength(sentInside ? 1 : 0);
  },
);

test('[CONN-11] every notice has exactly one argument, and the seed’s clients get the seed’s alone', async () => {
  await using stack = await startStack({ limits: { countsEveryMs: 10 } });
  const { eventId } = stack;
  const host = await stack.participant('Host', { role: 'organiser' });
  const plain = await stack.joined(host);
  const ours = await stack.joined(host, { v1: true });
  const bob = await stack.participant('Bob');
  const other = await stack.joined(bob);
  other.emit('typing', { eventId });
  other.emit('send-message', { eventId, content: 'hello' });
  plain.emit('nonsense', 1);
  await waitUntil(
    () => plain.of('new-message').length > 0,
    'the message, before its author leaves',
  );
  await stack.app.append({ kind: 'event-updated', eventId, actorId: host.id });
  await stack.setStatus(bob, null);
  await waitUntil(() => ours.of('attendee-counts').at(-1)?.attending === 1, 'the counts');
  await stack.settle(plain, ours);
  expect(new Set(plain.notices.map(({ name }) => name))).toEqual(new Set(SEED_NOTICES));
  for (const { args } of [...plain.notices, ...ours.notices]) expect(args).toHaveLength(1);
});

const PYTHON = '/usr/bin/python3';
const hasPython =
  existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import socketio, aiohttp']).status === 0;

test.skipIf(!hasPython)(
  '[CONN-11] a client in Python, of the seed alone: join, send, receive, typing',
  async () => {
    await using stack = await startStack();
    const alice = await stack.participant('Alice');
    const bob = await stack.joined(await stack.participant('Bob'));
    const script = fileURLToPath(new URL('../harness/seed_client.py', import.meta.url));
    const running = promisify(execFile)(PYTHON, [
      script,
      stack.node().url,
      alice.token,
      stack.eventId,
    ]);
    await waitUntil(() => bob.of('new-message').length === 1, 'the message from Python');
    expect(bob.of('user-typing')).toMatchObject([{ userId: alice.id, userName: 'Alice' }]);
    bob.emit('typing', { eventId: stack.eventId });
    bob.emit('stop-typing', { eventId: stack.eventId });
    bob.emit('send-message', { eventId: stack.eventId, content: 'hello from JavaScript' });
    const { stdout } = await running;
    const heard = JSON.parse(stdout) as readonly (readonly [string, unknown])[];
    expect(heard.map(([name]) => name)).toEqual([
      'new-message',
      'user-typing',
      'user-stopped-typing',
      'new-message',
    ]);
    expect(heard[3]?.[1]).toMatchObject({ content: 'hello from JavaScript', userName: 'Bob' });
  },
);
