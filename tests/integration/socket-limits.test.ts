import { expect, test } from 'vitest';

import { connected, openDevice } from '../harness/device.ts';
import { startStack, waitUntil } from '../harness/stack.ts';

test('[LIMIT-1] a person sends so many messages, over all devices, and is told when to go on', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const phone = await stack.connect(alice);
  const laptop = await stack.connect(alice);
  const answers = await Promise.all(
    Array.from({ length: 14 }, (_, n) =>
      (n % 2 === 0 ? phone : laptop).request('send-message', {
        eventId: stack.eventId,
        content: `m${n}`,
      }),
    ),
  );
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  expect(refused).toHaveLength(4);
  for (const error of refused) {
    expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(0);
    expect(error.retryAfterMs).toBeLessThanOrEqual(1_000);
  }
  await new Promise((resolve) => setTimeout(resolve, refused[0]?.retryAfterMs));
  expect(
    await phone.request('send-message', { eventId: stack.eventId, content: 'again' }),
  ).toMatchObject({ ok: true });
});

test('[LIMIT-1] the minute has a limit of its own', async () => {
  await using stack = await startStack({
    limits: { messagesPerSecond: 100, messagesBurst: 200, messagesPerMinute: 5 },
  });
  const alice = await stack.connect(await stack.participant('Alice'));
  const { eventId } = stack;
  for (let n = 0; n < 5; n += 1) {
    expect((await alice.request('send-message', { eventId, content: `${n}` })).ok).toBe(true);
  }
  const refused = await alice.request('send-message', { eventId, content: 'more' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
  expect(!refused.ok && refused.error.retryAfterMs).toBeGreaterThan(30_000);
});

test('[LIMIT-2] more joins than that in a second are refused', async () => {
  await using stack = await startStack();
  const alice = await stack.connect(await stack.participant('Alice'));
  const joins = Array.from({ length: 12 }, () =>
    alice.request('join-event', { eventId: stack.eventId }),
  );
  const answers = await Promise.all(joins);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
  expect(answers.at(-1)).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
});

test('[LIMIT-3] starting to type too often is refused to who asks, and else left out', async () => {
  await using stack = await startStack({ limits: { typingStartsPer20s: 2 } });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'));
  const bob = await stack.joined(await stack.participant('Bob'));
  for (let n = 0; n < 2; n += 1) {
    for (let again = 0; again < 5; again += 1) await alice.request('typing', { eventId });
    await alice.request('stop-typing', { eventId });
  }
  const refused = await alice.request('typing', { eventId });
  expect(refused).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
  alice.emit('typing', { eventId });
  await stack.settle(alice, bob);
  expect(alice.of('error')).toEqual([]);
  expect(bob.of('user-typing')).toHaveLength(2);
});

test('[LIMIT-4] one connection too many is refused, until another ends', async () => {
  await using stack = await startStack({ limits: { connectionsPerPerson: 3 } });
  const alice = await stack.person('Alice');
  const { url } = stack.node();
  const tries = Array.from({ length: 8 }, () =>
    openDevice({ url, auth: { token: alice.token }, reconnection: false }),
  );
  const results = await Promise.allSettled(tries.map(connected));
  const let_in = tries.filter(({ socket }) => socket.connected);
  expect(let_in).toHaveLength(3);
  const refused = results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as { data: object }).data] : [],
  );
  expect(refused).toHaveLength(5);
  expect(refused[0]).toMatchObject({
    code: 'too-many-connections',
    message: expect.stringContaining('Close one'),
    retryable: true,
    retryAfterMs: expect.any(Number),
  });
  await stack.connect(await stack.person('Bob'));
  let_in[0]?.socket.disconnect();
  await waitUntil(() => stack.node().server.stats().sockets === 3, 'the place to be free');
  await stack.connect(alice);
  for (const device of tries) device[Symbol.dispose]();
});

test('[LIMIT-5] a flood is refused, and one beyond hope closed', async () => {
  await using stack = await startStack();
  const alice = await stack.connect(await stack.participant('Alice'), { reconnection: false });
  const flood = (count: number): void => {
    for (let n = 0; n < count; n += 1) alice.emit('stop-typing', { eventId: 'a' });
  };
  flood(150);
  await waitUntil(() => alice.of('error').length > 0, 'the first refusal');
  expect(alice.of('error')[0]).toMatchObject({ code: 'rate-limited' });
  expect(alice.socket.connected).toBe(true);
  flood(2_000);
  await waitUntil(() => !alice.socket.connected, 'the end of the connection');
  expect(
    stack
      .node()
      .logged()
      .match(/A flooding socket was closed/g),
  ).toHaveLength(1);
});

test('[LIMIT-6] requests that wait behind too many others are refused at once', async () => {
  await using stack = await startStack({ limits: { waitingRequestsPerSocket: 3 } });
  const alice = await stack.connect(await stack.participant('Alice'));
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => alice.request('join-event', { eventId: stack.eventId })),
  );
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
  expect(codes).toContain('overloaded');
  expect(codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(3);
});

test('[LIMIT-7] a packet that is too large ends its connection, and nobody else’s', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const device = await stack.connect(alice, { reconnection: false });
  const bob = await stack.connect(await stack.participant('Bob'));
  device.emit('send-message', { eventId: stack.eventId, content: 'x'.repeat(20_000) });
  await waitUntil(() => !device.socket.connected, 'the end of the connection');
  expect(bob.socket.connected).toBe(true);
  const fragmented = await stack.connect(alice, { reconnection: false });
  const { ws } = fragmented.socket.io.engine.transport as unknown as {
    ws: { send(data: string, options: { fin: boolean }): void };
  };
  for (let n = 0; n < 100; n += 1) ws.send('4', { fin: false });
  await waitUntil(() => !fragmented.socket.connected, 'the fragments to be refused');
  expect(bob.socket.connected).toBe(true);
});
