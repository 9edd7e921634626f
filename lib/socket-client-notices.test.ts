import { describe, expect, test, vi } from 'vitest';

import {
  clientOf,
  connected,
  joinAnswer,
  leftAnswer,
  statusIs,
} from '../tests/harness/scripted-client.ts';

describe('notices', () => {
  test('[CLIENT-6] what lacks the shape of a notice is dropped and counted', async () => {
    const { server, client } = await connected();
    const seen: unknown[] = [];
    client.on('user-left', (notice) => seen.push(notice));
    server.io.emit('user-left', { userId: 7 });
    server.io.emit('user-left');
    server.io.emit('user-left', { userId: 'bob', status: 'left', extra: 1 });
    await vi.waitFor(() => expect(seen).toEqual([{ userId: 'bob', status: 'left' }]));
    expect(client.droppedNotices()).toBe(2);
  });

  test('[CLIENT-7] typing of others is told by the names of the seed', async () => {
    const bob = { userId: 'bob', userName: 'Bob' };
    const { server, client } = await connected({ answer: () => joinAnswer({ typists: [bob] }) });
    client.setOwnUserId('alice');
    const told: unknown[] = [];
    client.on('user-typing', (typist) => told.push(typist));
    client.on('user-stopped-typing', (userId) => told.push(userId));
    await client.joinEventRoom('e1');
    const alice = { userId: 'alice', userName: 'Alice' };
    const carol = { userId: 'carol', userName: 'Carol' };
    server.io.emit('typing-changed', { eventId: 'e1', typists: [alice, carol] });
    await vi.waitFor(() => expect(told).toHaveLength(3));
    expect(told).toEqual([{ ...bob, eventId: 'e1' }, { ...carol, eventId: 'e1' }, 'bob']);
    client.disconnect();
    expect(told.at(-1)).toBe('carol');
  });

  test('[CLIENT-6] a listener that throws keeps no other from being told', async () => {
    const { server, client } = await connected();
    const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const told = vi.fn();
    client.on('event-updated', () => {
      throw new Error('a fault of a screen');
    });
    client.on('event-updated', told);
    server.io.emit('event-updated', { eventId: 'e1' });
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
    expect(complained).toHaveBeenCalledOnce();
    complained.mockRestore();
  });
});

test("[CLIENT-8] the debug option prints the seed's lines, and nothing is printed without it", async () => {
  const lines: string[] = [];
  const silent: string[] = [];
  const { server, client } = await connected(
    { answer: () => joinAnswer({ eventId: 'event456' }) },
    { debug: true, log: (line) => lines.push(line) },
  );
  const other = clientOf(server.url, { log: (line) => silent.push(line) });
  other.connect();
  await statusIs(other, 'connected');
  await client.joinEventRoom('event456');
  server.io.emit('new-message', {
    id: 'msg123',
    eventId: 'event456',
    userId: 'user123',
    content: 'Hello!',
    userName: 'John',
    createdAt: '2026-11-22T18:00:00.000Z',
  });
  const typists = [{ userId: 'user123', userName: 'John' }];
  server.io.emit('typing-changed', { eventId: 'event456', typists });
  await vi.waitFor(() => expect(lines).toHaveLength(4));
  expect(lines).toEqual([
    '[INFO] Socket connected',
    '[INFO] Joining event room: event456',
    '[INFO] Received new message: { id: "msg123", content: "Hello!" }',
    '[INFO] User typing: { userId: "user123", userName: "John" }',
  ]);
  expect(silent).toEqual([]);
});

describe('typing', () => {
  test('[CLIENT-9] `typing` goes out once in 2 s, `stop-typing` once and only after it', async () => {
    let now = 0;
    const { server, client } = await connected({ answer: leftAnswer }, { now: () => now });
    client.stopTyping('e1');
    client.startTyping('e1');
    now = 1_999;
    client.startTyping('e1');
    now = 2_000;
    client.startTyping('e1');
    client.stopTyping('e1');
    client.stopTyping('e1');
    await client.request('leave-event', { eventId: 'e1' });
    expect(server.requests.map(({ name }) => name)).toEqual([
      'typing',
      'typing',
      'stop-typing',
      'leave-event',
    ]);
  });

  test('[CLIENT-9] a sent message ends one’s typing without a further request', async () => {
    const { server, client } = await connected({ answer: () => 'anything' });
    client.startTyping('e1');
    await client.sendMessage('e1', 'hello');
    client.stopTyping('e1');
    client.startTyping('e1');
    await client.request('leave-event', { eventId: 'e1' });
    expect(server.requests.map(({ name }) => name)).toEqual([
      'typing',
      'send-message',
      'typing',
      'leave-event',
    ]);
  });
});
