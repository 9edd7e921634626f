import { afterEach, describe, expect, test, vi } from 'vitest';

import { startScriptedServer } from '../tests/harness/scripted-server.ts';
import type { Script, ScriptedServer } from '../tests/harness/scripted-server.ts';
import { createSocketClient } from './socket-client.ts';
import type { SocketClient, SocketClientOptions } from './socket-client.ts';

const clients: SocketClient[] = [];
const servers: ScriptedServer[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  vi.useRealTimers();
});

async function serve(script: Script = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  servers.push(server);
  return server;
}

function clientOf(url: string, options: Partial<SocketClientOptions> = {}): SocketClient {
  const client = createSocketClient({ url, getToken: () => Promise.resolve('token'), ...options });
  clients.push(client);
  return client;
}

const statusIs = (client: SocketClient, status: string) =>
  vi.waitFor(() => expect(client.getSnapshot().status).toBe(status), { timeout: 15_000 });

async function connected(script: Script = {}, options: Partial<SocketClientOptions> = {}) {
  const server = await serve(script);
  const client = clientOf(server.url, options);
  client.connect();
  await statusIs(client, 'connected');
  return { server, client };
}

const ok = (value: unknown) => ({ ok: true, value });
const joinAnswer = (extra: object = {}) =>
  ok({
    eventId: 'e1',
    seq: 0,
    epoch: 'a',
    role: 'participant',
    typists: [],
    attending: 1,
    interested: 0,
    online: 1,
    ...extra,
  });

const leftAnswer = () => ok({ eventId: 'e1' });

describe('the connection', () => {
  test('[CLIENT-1] the token is asked for anew at each attempt and sent in `auth`', async () => {
    let asked = 0;
    const { server, client } = await connected(
      {},
      { getToken: () => Promise.resolve(`token-${(asked += 1)}`) },
    );
    server.io.disconnectSockets(true);
    await vi.waitFor(() => expect(server.handshakes).toHaveLength(2), { timeout: 5_000 });
    expect(server.handshakes).toEqual([
      { token: 'token-1', v: 1 },
      { token: 'token-2', v: 1 },
    ]);
    await statusIs(client, 'connected');
  });

  test('[CLIENT-2] a server that went away and came back on its port is connected to again', async () => {
    const { server, client } = await connected();
    await server.stop();
    await vi.waitFor(() => expect(client.getSnapshot().status).not.toBe('connected'));
    await serve({ port: server.port });
    await statusIs(client, 'connected');
  });

  test('[CLIENT-2] a refusal that is no sign-out is tried again, with its words on show', async () => {
    let refusals = 2;
    const data = { code: 'too-many-connections', retryable: true };
    const server = await serve({
      refuse: () => ((refusals -= 1) >= 0 ? { message: 'Close another tab first.', data } : null),
    });
    const client = clientOf(server.url);
    client.connect();
    await vi.waitFor(() =>
      expect(client.getSnapshot()).toMatchObject({
        status: 'offline',
        words: 'Close another tab first.',
      }),
    );
    await statusIs(client, 'connected');
    expect(server.handshakes).toHaveLength(3);
  });

  test('[CLIENT-2] an attempt without an answer about the token is given up, not a sign-out', async () => {
    let asked = 0;
    const { server } = await connected(
      {},
      {
        getToken: () =>
          (asked += 1) === 1 ? Promise.reject(new Error('offline')) : Promise.resolve('token'),
      },
    );
    expect(asked).toBe(2);
    expect(server.handshakes).toEqual([{ token: 'token', v: 1 }]);
  });

  test('[CLIENT-2] a server that lets nobody in is tried less and less often', async () => {
    const server = await serve();
    const askedAt: number[] = [];
    const client = clientOf(server.url, {
      getToken() {
        askedAt.push(performance.now());
        return Promise.reject(new Error('not now'));
      },
    });
    client.connect();
    await statusIs(client, 'offline');
    await vi.waitFor(() => expect(askedAt).toHaveLength(5), { timeout: 10_000 });
    const waits = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
    expect(waits.at(-1)).toBeGreaterThan(2_000);
  }, 15_000);

  test('[CLIENT-3] an unauthenticated client stops, and goes on with a new token', async () => {
    const server = await serve({
      refuse: ({ token }) =>
        token === 'good'
          ? null
          : { message: 'Sign in again.', data: { code: 'unauthenticated', retryable: false } },
    });
    let token = 'bad';
    const client = clientOf(server.url, { getToken: () => Promise.resolve(token) });
    client.connect();
    await statusIs(client, 'signed-out');
    token = 'good';
    client.reconnect();
    await statusIs(client, 'connected');
    expect(server.handshakes).toHaveLength(2);
  });

  test('[CLIENT-3] a revoked session ends the connection for good', async () => {
    const { server, client } = await connected();
    server.io.emit('session-revoked', {});
    server.io.disconnectSockets(true);
    await statusIs(client, 'signed-out');
  });
});

describe('requests', () => {
  test('[CLIENT-4] while disconnected nothing is sent, then or later', async () => {
    const server = await serve({ answer: () => joinAnswer() });
    const client = clientOf(server.url);
    const answer = await client.sendMessage('e1', 'hello');
    expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
    client.connect();
    await statusIs(client, 'connected');
    await client.joinEventRoom('e1');
    expect(server.requests.map(({ name }) => name)).toEqual(['join-event']);
  });

  test('[CLIENT-4] a lost connection answers what was waiting', async () => {
    const { server, client } = await connected();
    const answer = client.sendMessage('e1', 'hello');
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    server.io.disconnectSockets(true);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });

  test('[CLIENT-4] silence is an answer after 8 s', async () => {
    // socket.io keeps the timers of the moment at which the client is made.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const { client } = await connected();
    const answer = client.sendMessage('e1', 'hello');
    await vi.advanceTimersByTimeAsync(8_001);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });

  test('[CLIENT-5] nonsense for an answer is a refusal, and so is an unknown code', async () => {
    const answers = ['nonsense', ok({ eventId: 7 }), { ok: false, error: { code: 'of-tomorrow' } }];
    const { client } = await connected({ answer: () => answers.shift() });
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await client.joinEventRoom('e1');
      expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
      expect(!answer.ok && answer.error.message).toMatch(/try again/);
    }
  });

  test('[CLIENT-5] what the contract refuses is refused before it is sent', async () => {
    const { server, client } = await connected();
    const answer = await client.sendMessage('e1', '   ');
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid', message: "A message can't be empty." },
    });
    expect(server.requests).toEqual([]);
  });
});

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
