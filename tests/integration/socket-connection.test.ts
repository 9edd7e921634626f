import { createHmac } from 'node:crypto';

import { expect, test } from 'vitest';

import { connected, openDevice } from '../harness/device.ts';
import { startStack, TEST_SECRET, waitUntil, type Stack } from '../harness/stack.ts';

interface ConnectError extends Error {
  readonly data?: {
    readonly code?: string;
    readonly message?: string;
    readonly retryAfterMs?: number;
  };
}

async function refusalOf(stack: Stack, auth: object): Promise<ConnectError> {
  using device = openDevice({ url: stack.node().url, auth, reconnection: false });
  return await connected(device).then(
    () => Promise.reject(new Error('was let in')),
    (error: ConnectError) => error,
  );
}

const sign = (token: string, secret = TEST_SECRET): string =>
  `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;

test('[CONN-1] without the token of a live session nobody gets in, and is told what to do', async () => {
  await using stack = await startStack();
  const alice = await stack.person('Alice');
  const expired = await stack.person('Expired');
  await stack.database.db
    .updateTable('session')
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where('id', '=', expired.sessionId)
    .execute();
  const bad: readonly object[] = [
    {},
    { token: '' },
    { token: 'nonsense' },
    { token: expired.token },
    { token: null },
    { token: 42 },
    { token: { toString: alice.token } },
    { token: [alice.token] },
    { token: `${alice.token}\0` },
    { token: 'x'.repeat(5_000) },
    { token: alice.sessionId },
    { token: '%E0%A4%A' },
  ];
  for (const auth of bad) {
    const error = await refusalOf(stack, auth);
    expect(error.message).toMatch(/^Sign in/);
    expect(error.data).toMatchObject({ code: 'unauthenticated', message: error.message });
  }
});

test('[CONN-1] a token in the query string or in a header is none', async () => {
  await using stack = await startStack();
  const alice = await stack.person('Alice');
  const { url } = stack.node();
  using device = openDevice({ url: `${url}?token=${alice.token}`, auth: {}, reconnection: false });
  await expect(connected(device)).rejects.toThrow(/Sign in/);
});

test('[CONN-2] the signed token gets in, URL-encoded too, and no other signature does', async () => {
  await using stack = await startStack();
  const alice = await stack.person('Alice');
  for (const token of [sign(alice.token), encodeURIComponent(sign(alice.token))]) {
    using device = openDevice({ url: stack.node().url, auth: { token } });
    await connected(device);
  }
  for (const token of [sign(alice.token, 'another'), `${alice.token}.`, `${alice.token}.AAAA`]) {
    expect((await refusalOf(stack, { token })).data?.code).toBe('unauthenticated');
  }
});

test('[CONN-3] a database that can not say makes the client try again, until it is back', async () => {
  await using stack = await startStack();
  const alice = await stack.person('Alice');
  await stack.database.pool.query('alter table session rename to session_away');
  using device = openDevice({ url: stack.node().url, auth: { token: alice.token } });
  let refusals = 0;
  device.socket.on('connect_error', (error: ConnectError) => void (refusals += error.data ? 1 : 0));
  await waitUntil(() => stack.node().logged().includes('could not be checked'), 'a failed try');
  await stack.database.pool.query('alter table session_away rename to session');
  await waitUntil(() => device.socket.connected, 'the client to come back');
  expect(refusals).toBe(0);
});

test('[CONN-4] a message carries the session’s person, whatever its sender claims', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  await stack.database.db
    .updateTable('user')
    .set({ image: 'https://pictures.example/alice.png' })
    .where('id', '=', alice.id)
    .execute();
  const device = await stack.joined(alice);
  const { eventId } = stack;
  const forged = await device.request('send-message', { eventId, content: 'x', userId: 'bob' });
  expect(forged).toMatchObject({ ok: false, error: { code: 'invalid' } });
  await device.request('send-message', { eventId, content: 'hello' });
  await stack.settle(device);
  expect(device.of('new-message')).toMatchObject([
    { userId: alice.id, userName: 'Alice', userImage: 'https://pictures.example/alice.png' },
  ]);
});

async function statusFrom(stack: Stack, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${stack.node().url}/socket.io/?EIO=4&transport=polling`, {
    headers,
  });
  return response.status;
}

test('[CONN-5] a handshake comes from an allowed origin, from none, or from the server’s own', async () => {
  const allowedOrigins = ['https://chat.example'];
  await using production = await startStack({ production: true, allowedOrigins });
  const own = production.node().url;
  expect(await statusFrom(production, { origin: 'https://chat.example' })).toBe(200);
  expect(await statusFrom(production, {})).toBe(200);
  expect(await statusFrom(production, { origin: own })).toBe(200);
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:8081', 'garbage']) {
    expect(await statusFrom(production, { origin })).toBe(403);
  }
  await using development = await startStack({ allowedOrigins });
  expect(await statusFrom(development, { origin: 'http://localhost:19006' })).toBe(200);
  expect(await statusFrom(development, { origin: 'https://evil.example' })).toBe(403);
});

test('[CONN-5] a WebSocket from a hostile page is refused as well', async () => {
  await using stack = await startStack();
  const alice = await stack.person('Alice');
  const { io } = await import('socket.io-client');
  const socket = io(stack.node().url, {
    auth: { token: alice.token },
    transports: ['websocket'],
    extraHeaders: { origin: 'https://evil.example' },
    reconnection: false,
  });
  const error = await new Promise((resolve) => {
    socket.once('connect_error', resolve);
    socket.once('connect', () => resolve(null));
  });
  socket.disconnect();
  expect(error).not.toBeNull();
});

test('[CONN-13] health is told to whoever asks, and nothing else is there', async () => {
  await using stack = await startStack();
  const { url } = stack.node();
  const get = async (path: string) => {
    const response = await fetch(url + path);
    return [response.status, await response.json()];
  };
  expect(await get('/healthz')).toEqual([200, { status: 'ok' }]);
  expect(await get('/readyz')).toEqual([200, { status: 'ok' }]);
  expect((await get('/'))[0]).toBe(404);
  await stack.database.pool.query('alter table hallway_migration rename to hallway_migration_away');
  await waitUntil(async () => (await get('/readyz'))[0] === 503, 'the node to be not ready');
  expect(await get('/healthz')).toEqual([200, { status: 'ok' }]);
});
