import { describe, expect, test, vi } from 'vitest';

import {
  clientOf,
  connected,
  joinAnswer,
  ok,
  serve,
  statusIs,
} from '../tests/harness/scripted-client.ts';

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
