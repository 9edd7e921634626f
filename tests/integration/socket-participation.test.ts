import { expect, test } from 'vitest';

import { startStack, waitUntil } from '../harness/stack.ts';

test('[ROOM-5] taking part, changing one’s mind and ending it are told, each to everybody', async () => {
  await using stack = await startStack();
  const watcher = await stack.joined(await stack.participant('Watcher'));
  const bob = await stack.person('Bob');
  await stack.setStatus(bob, 'interested');
  await stack.setStatus(bob, 'attending');
  await stack.setStatus(bob, null);
  await stack.settle(watcher);
  const user = { id: bob.id, name: 'Bob' };
  const { eventId } = stack;
  expect(watcher.of('user-joined')).toEqual([
    { userId: bob.id, status: 'interested', user, eventId, seq: 2, after: 1 },
    { userId: bob.id, status: 'attending', user, eventId, seq: 3, after: 2 },
  ]);
  expect(watcher.of('user-left')).toEqual([
    { userId: bob.id, status: 'left', eventId, seq: 4, after: 3 },
  ]);
});

test('[ROOM-5] opening and closing a room is not taking part', async () => {
  await using stack = await startStack();
  const watcher = await stack.joined(await stack.participant('Watcher'));
  const bob = await stack.joined(await stack.participant('Bob'));
  await bob.request('leave-event', { eventId: stack.eventId });
  bob.socket.disconnect();
  await waitUntil(() => stack.node().server.stats().sockets === 1, 'Bob to be gone');
  await stack.settle(watcher);
  expect(watcher.of('user-left')).toEqual([]);
  expect(watcher.of('user-joined')).toMatchObject([{ seq: 2 }]);
});

test('[ROOM-6] whoever ends their participation is out on all devices, and hears nothing later', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const alice = await stack.participant('Alice');
  const bob = await stack.joined(await stack.participant('Bob'), { v1: true });
  const ours = await stack.joined(alice, { v1: true, node: 0 });
  const plain = await stack.joined(alice, { node: 1 });
  await ours.request('typing', { eventId });
  await stack.setStatus(alice, null);
  await stack.settle(ours, plain);
  await bob.request('send-message', { eventId, content: 'among us' });
  await stack.settle(ours, plain, bob);

  expect(bob.of('user-left')).toMatchObject([{ userId: alice.id, status: 'left' }]);
  expect(bob.of('typing-changed').at(-1)).toEqual({ eventId, typists: [] });
  expect(ours.of('room-closed')).toEqual([{ eventId, reason: 'left' }]);
  for (const device of [ours, plain]) {
    expect(device.of('new-message')).toEqual([]);
    expect(device.of('user-left')).toEqual([]);
    expect(await device.request('send-message', { eventId, content: 'me too' })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  }
});

test('[ROOM-6] leaving and joining at once never leaves anybody inside without a right', async () => {
  await using stack = await startStack({
    limits: { joinsPerSecond: 10_000, packetsBurst: 10_000 },
  });
  const { eventId } = stack;
  const keeper = await stack.joined(await stack.participant('Keeper'));
  const alice = await stack.participant('Alice');
  const device = await stack.connect(alice);
  for (let round = 0; round < 25; round += 1) {
    const joins = [0, 1, 2].map(() => device.request('join-event', { eventId }));
    await Promise.all([...joins, stack.setStatus(alice, null)]);
    await stack.settle(keeper, device);
    const before = device.of('new-message').length;
    await keeper.request('send-message', { eventId, content: `secret ${round}` });
    await stack.settle(keeper, device);
    expect(device.of('new-message')).toHaveLength(before);
    await stack.setStatus(alice, 'attending');
    const back = await device.request('join-event', { eventId });
    expect(back.ok).toBe(true);
    await device.request('leave-event', { eventId });
  }
}, 60_000);

test('[ROOM-7] the numbers follow every change, and end right', async () => {
  await using stack = await startStack({ limits: { countsEveryMs: 100 } });
  const { eventId } = stack;
  const watcher = await stack.joined(await stack.participant('Watcher'), { v1: true });
  const bob = await stack.participant('Bob', { status: 'interested' });
  const device = await stack.joined(bob, { v1: true });
  const second = await stack.joined(bob);
  const last = () => watcher.of('attendee-counts').at(-1);
  await waitUntil(() => last()?.online === 2, 'two people, not three sockets');
  expect(last()).toEqual({ eventId, attending: 1, interested: 1, online: 2, seq: 2 });
  await stack.setStatus(bob, 'attending');
  await waitUntil(() => last()?.attending === 2, 'the change of mind');
  device.socket.disconnect();
  second.socket.disconnect();
  await waitUntil(() => last()?.online === 1, 'the last device to be gone');
  expect(last()).toEqual({ eventId, attending: 2, interested: 0, online: 1, seq: 3 });
  expect(second.of('attendee-counts')).toEqual([]);
});

test('[ROOM-7] a hundred changes in a second are a few notices', async () => {
  await using stack = await startStack();
  const watcher = await stack.joined(await stack.participant('Watcher'), { v1: true });
  const started = performance.now();
  const people = await Promise.all(Array.from({ length: 100 }, () => stack.person('Guest')));
  await Promise.all(people.map((person) => stack.setStatus(person, 'attending')));
  await waitUntil(() => watcher.of('attendee-counts').at(-1)?.attending === 101, 'the last count');
  const seconds = (performance.now() - started) / 1_000;
  expect(watcher.of('attendee-counts').length).toBeLessThanOrEqual(seconds + 2);
});

test('[ROOM-8] in a crowded room organisers hear who comes, the rest the numbers', async () => {
  await using stack = await startStack({ limits: { crowdedRoomSockets: 2, countsEveryMs: 50 } });
  const { eventId } = stack;
  const host = await stack.joined(await stack.participant('Host', { role: 'organiser' }), {
    v1: true,
  });
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob'));
  await stack.settle(host, alice, bob);
  const heard = [host, alice, bob].map((device) => device.of('user-joined').length);
  await stack.participant('Carol');
  await stack.settle(host, alice, bob);
  await alice.request('send-message', { eventId, content: 'full house' });
  await stack.settle(host, alice, bob);
  expect(host.of('user-joined')).toHaveLength((heard[0] ?? 0) + 1);
  expect(alice.of('user-joined')).toHaveLength(heard[1] ?? 0);
  expect(bob.of('user-joined')).toHaveLength(heard[2] ?? 0);
  await waitUntil(() => bob.of('attendee-counts').at(-1)?.attending === 4, 'the numbers');
  for (const device of [host, alice, bob]) {
    expect(device.of('new-message')).toMatchObject([{ seq: 5, after: 3 }]);
  }
});
