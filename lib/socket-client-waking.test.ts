import { expect, test, vi } from 'vitest';

import { connected, leftAnswer, ok, statusIs } from '../tests/harness/scripted-client.ts';

/** What the state of the connection was, as it changed. */
function watched({ subscribe, getSnapshot }: Awaited<ReturnType<typeof connected>>['client']) {
  const statuses: string[] = [];
  subscribe(() => statuses.push(getSnapshot().status));
  return statuses;
}

test('[CLIENT-37] a connection that answers is kept when the app comes to the front', async () => {
  const { server, client } = await connected({ answer: () => ok({ eventId: 'probe' }) });
  const statuses = watched(client);
  client.wake();
  client.wake();
  await vi.waitFor(() => expect(server.requests).toHaveLength(1));
  await client.request('stop-typing', { eventId: 'e1' });
  expect(statuses).toEqual([]);
  expect(server.handshakes).toHaveLength(1);
});

test('[CLIENT-37] a connection that does not answer when the app comes to the front is given up for a new one', async () => {
  const { server, client } = await connected();
  const statuses = watched(client);
  client.wake();
  await vi.waitFor(() => expect(server.handshakes).toHaveLength(2), { timeout: 4_000 });
  await statusIs(client, 'connected');
  expect(statuses).toEqual(['reconnecting', 'connected']);
});

test('[CLIENT-37] a lost connection is tried again at once when the network is back', async () => {
  const { server, client } = await connected();
  await server.stop();
  await statusIs(client, 'offline');
  const { failures } = client.getSnapshot();
  client.wake();
  await vi.waitFor(() => expect(client.getSnapshot().failures).toBe(failures + 1), {
    timeout: 1_000,
  });
});

test('[CLIENT-38] a device without a network is offline at once, and back as soon as the server answers', async () => {
  const { server, client } = await connected({ answer: () => ok({ eventId: 'probe' }) });
  client.networkLost();
  expect(client.getSnapshot()).toMatchObject({
    status: 'offline',
    words: 'You are offline. Messages you write go out as soon as you are back.',
  });
  await statusIs(client, 'connected');
  expect(server.handshakes).toHaveLength(1);
});

test('[CLIENT-38] a device without a network stays offline while nobody answers, and is told when the connection ends', async () => {
  const { server, client } = await connected();
  const typing: string[] = [];
  client.on('user-stopped-typing', (userId) => typing.push(userId));
  server.io.emit('typing-changed', {
    eventId: 'e1',
    typists: [{ userId: 'bob', userName: 'Bob' }],
  });
  await new Promise((resolve) => client.on('user-typing', resolve));
  client.networkLost();
  await server.stop();
  await vi.waitFor(() => expect(typing).toEqual(['bob']));
  // Tried again meanwhile, it is still the network that is missing.
  await vi.waitFor(() => expect(client.getSnapshot().failures).toBeGreaterThan(0));
  expect(client.getSnapshot()).toMatchObject({
    status: 'offline',
    words: 'You are offline. Messages you write go out as soon as you are back.',
  });
  client.wake();
  expect(client.getSnapshot().status).toBe('reconnecting');
});

test('[CLIENT-39] a client leaves a node that drains at its time, with the answer to what it asked', async () => {
  const { server, client } = await connected();
  const [socket] = server.io.sockets.sockets.values();
  let answerIt: (answer: unknown) => void = () => undefined;
  socket?.on('leave-event', (_payload, ack: typeof answerIt) => void (answerIt = ack));
  const answer = client.leaveEventRoom('e1');
  await vi.waitFor(() => expect(server.requests).toHaveLength(1));
  const startedAt = performance.now();
  socket?.emit('server-draining', { retryInMs: 200 });
  setTimeout(() => answerIt(leftAnswer()), 300);
  expect(await answer).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(server.handshakes).toHaveLength(2));
  expect(performance.now() - startedAt).toBeGreaterThan(290);
  await statusIs(client, 'connected');
});
