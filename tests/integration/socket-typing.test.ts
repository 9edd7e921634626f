import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

async function aliceAndBob(stack: Stack) {
  const person = await stack.participant('Alice');
  const alice = await stack.joined(person);
  const bob = await stack.joined(await stack.participant('Bob'));
  return { person, alice, bob, typing: { eventId: stack.eventId } };
}

const stops = (device: Device): number => device.of('user-stopped-typing').length;

test('[TYPE-1] others are told of start and stop, once each, oneself not', async () => {
  await using stack = await startStack();
  const { person, alice, bob, typing } = await aliceAndBob(stack);
  alice.emit('typing', typing);
  alice.emit('typing', typing);
  alice.emit('stop-typing', typing);
  alice.emit('stop-typing', typing);
  await stack.settle(alice, bob);
  await stack.settle(bob);
  expect(bob.of('user-typing')).toEqual([{ userId: person.id, userName: 'Alice', ...typing }]);
  expect(bob.of('user-stopped-typing')).toEqual([person.id]);
  expect(alice.of('user-typing')).toEqual([]);
  expect(alice.of('user-stopped-typing')).toEqual([]);
});

test('[TYPE-2] typing ends 5 s after the last typing', async () => {
  await using stack = await startStack();
  const { alice, bob, typing } = await aliceAndBob(stack);
  const started = performance.now();
  await alice.request('typing', typing);
  await waitUntil(() => stops(bob) === 1, 'typing to end');
  const seconds = (performance.now() - started) / 1_000;
  expect(seconds).toBeGreaterThan(4.9);
  expect(seconds).toBeLessThan(7);
});

const endings: readonly [string, (stack: Stack, alice: Device, userId: string) => unknown][] = [
  ['a message', ({ eventId }, alice) => alice.emit('send-message', { eventId, content: 'done' })],
  ['leaving the room', ({ eventId }, alice) => alice.emit('leave-event', { eventId })],
  ['disconnecting', (_, alice) => alice.socket.disconnect()],
  ['a lost connection', (_, alice) => alice.socket.io.engine.close()],
  [
    'the end of one’s participation',
    (stack, _, id) => stack.setStatus({ id, name: 'Alice' }, null),
  ],
];

test.each(endings)('[TYPE-2] typing ends with %s', async (_, end) => {
  await using stack = await startStack();
  const { person, alice, bob, typing } = await aliceAndBob(stack);
  await alice.request('typing', typing);
  await end(stack, alice, person.id);
  await waitUntil(() => stops(bob) === 1, 'typing to end', 3_000);
  expect(stack.node().server.stats().typists).toBe(0);
});

test('[TYPE-3] a person with two devices is one typist, until the last one stops', async () => {
  await using stack = await startStack();
  const { person, alice, bob, typing } = await aliceAndBob(stack);
  const second = await stack.joined(person, { v1: true });
  await alice.request('typing', typing);
  await second.request('typing', typing);
  await alice.request('stop-typing', typing);
  await stack.settle(bob, second);
  expect(bob.of('user-typing')).toHaveLength(1);
  expect(stops(bob)).toBe(0);
  await second.request('stop-typing', typing);
  await stack.settle(bob, second);
  expect(stops(bob)).toBe(1);
});

test('[TYPE-4] typing in a room that was not joined is refused', async () => {
  await using stack = await startStack();
  const device = await stack.connect(await stack.participant('Alice'));
  expect(await device.request('typing', { eventId: stack.eventId })).toMatchObject({
    ok: false,
    error: { code: 'forbidden', message: expect.stringContaining('Join') },
  });
});

test('[TYPE-5] [TYPE-6] who joins late is told who types, each kind of client in its own way', async () => {
  await using stack = await startStack();
  const { person, alice, typing } = await aliceAndBob(stack);
  await alice.request('typing', typing);
  const carol = await stack.participant('Carol');
  const plain = await stack.joined(carol);
  const ours = await stack.connect(carol, { v1: true });
  const answer = await ours.request('join-event', typing);
  const typists = [{ userId: person.id, userName: 'Alice' }];
  expect(answer).toMatchObject({ ok: true, value: { typists } });
  await alice.request('stop-typing', typing);
  await ours.request('typing', typing);
  await stack.settle(plain, ours);
  expect(plain.of('user-typing')).toEqual([{ ...typists[0], ...typing }]);
  expect(stops(plain)).toBe(1);
  expect(ours.of('typing-changed')).toEqual([
    { ...typing, typists: [] },
    { ...typing, typists: [{ userId: carol.id, userName: 'Carol' }] },
  ]);
  expect([...ours.of('user-typing'), ...ours.of('user-stopped-typing')]).toEqual([]);
  expect(plain.of('typing-changed')).toEqual([]);
});
