import { expect, test } from 'vitest';

import { startStack, waitUntil } from '../harness/stack.ts';

test('[ROOM-1] attending and interested join, and both hear what is said', async () => {
  await using stack = await startStack();
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob', { status: 'interested' }));
  const { eventId } = stack;
  const again = await bob.request('join-event', { eventId });
  expect(again).toMatchObject({
    ok: true,
    value: { eventId, seq: 2, role: 'participant', attending: 1, interested: 1, online: 2 },
  });
  await alice.request('send-message', { eventId, content: 'hello' });
  await stack.settle(alice, bob);
  for (const device of [alice, bob]) {
    expect(device.of('new-message')).toMatchObject([{ content: 'hello', seq: 3, after: 2 }]);
  }
});

test('[ROOM-2] who does not take part is told to attend first; an unknown event is not found', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const stranger = await stack.connect(await stack.person('Stranger'));
  const leaver = await stack.participant('Leaver');
  await stack.setStatus(leaver, null);
  const gone = await stack.connect(leaver);
  for (const device of [stranger, gone]) {
    expect(await device.request('join-event', { eventId })).toMatchObject({
      ok: false,
      error: { code: 'forbidden', message: expect.stringContaining('Attend this event first') },
    });
  }
  expect(await stranger.request('join-event', { eventId: 'no-such-event' })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
  stranger.emit('join-event', { eventId });
  await waitUntil(() => stranger.of('error').length === 1, 'the refusal without a callback');
  expect(stranger.of('error')).toMatchObject([{ code: 'forbidden', request: 'join-event' }]);
  expect(stack.node().server.stats().rooms).toBe(0);
});

test('[ROOM-2] somebody banned is refused with the reason', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  await stack.database.db
    .updateTable('participation')
    .set({ banned_at: new Date(), ban_reason: 'Spam' })
    .where('user_id', '=', alice.id)
    .execute();
  const device = await stack.connect(alice);
  expect(await device.request('join-event', { eventId: stack.eventId })).toMatchObject({
    ok: false,
    error: {
      code: 'forbidden',
      message: expect.stringContaining('banned from this event by its moderators: Spam'),
    },
  });
});

test('[ROOM-3] two nodes show the same messages in the same order, each once', async () => {
  await using stack = await startStack({
    nodes: 2,
    limits: { messagesPerSecond: 1_000, messagesBurst: 1_000, messagesPerMinute: 10_000 },
  });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { node: 0, v1: true });
  const bob = await stack.joined(await stack.participant('Bob'), { node: 1 });
  const carol = await stack.participant('Carol');
  const late = await stack.connect(carol, { node: 1, v1: true });

  const sends: Promise<unknown>[] = [];
  for (let n = 0; n < 40; n += 1) {
    const from = n % 2 === 0 ? alice : bob;
    sends.push(from.request('send-message', { eventId, content: `message ${n}` }));
  }
  const joined = await late.request('join-event', { eventId });
  await Promise.all(sends);
  await stack.settle(alice, bob, late);

  const stored = await stack.storedMessages();
  expect(stored).toHaveLength(40);
  for (const device of [alice, bob]) {
    expect(device.of('new-message').map(({ content }) => content)).toEqual(stored);
  }
  if (!joined.ok) throw new Error(joined.error.message);
  const seqs = late.of('new-message').map(({ seq }) => seq);
  const from = joined.value.seq;
  expect(seqs).toEqual(Array.from({ length: 43 - from }, (_, index) => from + 1 + index));
});

test('[ROOM-4] what the app’s process appends reaches the room', async () => {
  await using stack = await startStack({ nodes: 2 });
  const alice = await stack.participant('Alice');
  const devices = await Promise.all([
    stack.joined(alice, { node: 0, v1: true }),
    stack.joined(alice, { node: 1 }),
  ]);
  await stack.app.append({
    kind: 'message',
    eventId: stack.eventId,
    id: 'from-the-app',
    author: alice,
    content: 'over REST',
  });
  await stack.settle(...devices);
  for (const device of devices) {
    expect(device.of('new-message')).toMatchObject([{ id: 'from-the-app', seq: 2 }]);
  }
});

test('[ROOM-4] it arrives also while notifications do not', async () => {
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
    for (const content of ['one', 'two']) {
      await stack.app.append({
        kind: 'message',
        eventId: stack.eventId,
        id: content,
        author: alice,
        content,
      });
    }
    await waitUntil(() => device.of('new-message').length === 2, 'the messages', 5_000);
    expect(device.of('new-message').map(({ content }) => content)).toEqual(['one', 'two']);
  } finally {
    clearInterval(killing);
  }
});

test('[ROOM-9] a deleted event closes its room and tells its people', async () => {
  await using stack = await startStack();
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob'));
  const { eventId, database } = stack;
  await database.db.deleteFrom('event').where('id', '=', eventId).execute();
  stack.wake(eventId, null);
  await waitUntil(() => alice.of('room-closed').length > 0, 'our client to be told');
  await waitUntil(() => bob.of('error').length > 0, 'the plain client to be told');
  expect(alice.of('room-closed')).toEqual([{ eventId, reason: 'event-deleted' }]);
  expect(bob.of('error')).toMatchObject([{ code: 'not-found' }]);
  expect(stack.node().server.stats().rooms).toBe(0);
});

test('[ROOM-10] nothing is kept of rooms and sessions when the last socket is gone', async () => {
  await using stack = await startStack();
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob'));
  await alice.request('typing', { eventId: stack.eventId });
  const { stats } = stack.node().server;
  expect(stats()).toMatchObject({ sockets: 2, rooms: 1, typists: 1, sessions: 2 });
  alice.socket.disconnect();
  await waitUntil(() => stats().sockets === 1, 'the first to be gone');
  expect(stats()).toMatchObject({ rooms: 1, typists: 0, sessions: 1 });
  await bob.request('leave-event', { eventId: stack.eventId });
  expect(stats()).toMatchObject({ sockets: 1, rooms: 0 });
  bob.socket.disconnect();
  await waitUntil(() => stats().sockets === 0, 'the second to be gone');
  expect(stats()).toMatchObject({ rooms: 0, typists: 0, sessions: 0, busy: 0 });
});

test('[ROOM-11] after leaving nothing comes, and leaving twice is no fault', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'));
  const bob = await stack.joined(await stack.participant('Bob'));
  for (let n = 0; n < 2; n += 1) {
    expect(await bob.request('leave-event', { eventId })).toEqual({ ok: true, value: { eventId } });
  }
  await alice.request('send-message', { eventId, content: 'hello' });
  await alice.request('typing', { eventId });
  await stack.settle(alice, bob);
  expect(bob.notices).toEqual([]);
});

test('[ROOM-12] a changed event is told to clients of ours, and moves the place of all', async () => {
  await using stack = await startStack();
  const host = await stack.participant('Host', { role: 'organiser' });
  const ours = await stack.joined(host, { v1: true });
  const plain = await stack.joined(host);
  const { eventId } = stack;
  await stack.app.append({ kind: 'event-updated', eventId, actorId: host.id });
  await stack.settle(ours, plain);
  expect(ours.of('event-updated')).toEqual([{ eventId, seq: 2, after: 1 }]);
  expect(plain.notices).toEqual([]);
});
