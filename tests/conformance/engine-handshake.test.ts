import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { defaultLimits } from '../../lib/server/limits.ts';
import { openFrames } from './harness/frames.ts';
import { openPolling, parseOpen, request, SEPARATOR } from './harness/polling.ts';
import { startTarget, TARGETS, type Target } from './harness/targets.ts';

const POLLING = { EIO: '4', transport: 'polling' };

describe.each(TARGETS)('%s', (name) => {
  let target: Target;
  beforeAll(async () => void (target = await startTarget(name)));
  afterAll(() => target[Symbol.asyncDispose]());

  test('[PROTO-1] a handshake over HTTP is answered by one open packet', async () => {
    const response = await request(target.url, POLLING);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await response.text();
    expect(body.split(SEPARATOR)).toHaveLength(1);
    expect(parseOpen(body)).toEqual({
      sid: expect.stringMatching(/^[\w-]{20}$/),
      upgrades: ['websocket'],
      pingInterval: 25_000,
      pingTimeout: 20_000,
      maxPayload: defaultLimits.payloadBytes,
    });
  });

  test('[PROTO-1] a handshake over WebSocket is answered alike, with nothing to upgrade to', async () => {
    using frames = openFrames(target.url);
    expect(parseOpen(String(await frames.next()))).toEqual({
      sid: expect.stringMatching(/^[\w-]{20}$/),
      upgrades: [],
      pingInterval: 25_000,
      pingTimeout: 20_000,
      maxPayload: defaultLimits.payloadBytes,
    });
  });

  test('[PROTO-1] every handshake gets a session of its own, also with a parameter against caches', async () => {
    const sessions = await Promise.all(Array.from({ length: 20 }, () => openPolling(target.url)));
    expect(new Set(sessions.map(({ sid }) => sid)).size).toBe(20);
    expect((await request(target.url, { ...POLLING, t: 'abc123' })).status).toBe(200);
  });

  test.each([
    ['no version', { transport: 'polling' }],
    ['version 3', { EIO: '3', transport: 'polling' }],
    ['an empty version', { EIO: '', transport: 'polling' }],
    ['a version that is a word', { EIO: 'abc', transport: 'polling' }],
    ['no transport', { EIO: '4' }],
    ['an unknown transport', { EIO: '4', transport: 'abc' }],
    ['a transport named by a prototype', { EIO: '4', transport: 'constructor' }],
    ['WebTransport', { EIO: '4', transport: 'webtransport' }],
    ['WebSocket without an upgrade', { EIO: '4', transport: 'websocket' }],
    ['an unknown session', { ...POLLING, sid: 'abc' }],
    ['a session named by a prototype', { ...POLLING, sid: '__proto__' }],
  ])('[PROTO-2] over HTTP, %s is refused with 400', async (_, query) => {
    const response = await request(target.url, query);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({
      code: expect.any(Number),
      message: expect.any(String),
    });
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'])(
    '[PROTO-2] a handshake by %s is refused with 400',
    async (method) => {
      expect((await request(target.url, POLLING, { method })).status).toBe(400);
    },
  );

  test.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])(
    '[PROTO-2] %s in a session is refused, and the session goes on',
    async (method) => {
      const polling = await openPolling(target.url);
      const query = { ...POLLING, sid: polling.sid };
      const { status } = await request(target.url, query, { method });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(await polling.isOpen()).toBe(true);
    },
  );

  test.each(['/', '/engine.io/', '/socket.io', '/socket.iox/', '/socket.io.js', '/SOCKET.IO/'])(
    '[PROTO-2] there is no engine at %s',
    async (path) => {
      const response = await request(target.url, POLLING, { path });
      expect(response.status).toBe(404);
    },
  );

  test('[PROTO-2] the client’s code is not handed out', async () => {
    for (const file of ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js.map']) {
      const { status } = await request(target.url, {}, { path: `/socket.io/${file}` });
      expect(status).toBe(400);
    }
  });

  test.each([
    ['no version', { EIO: undefined }],
    ['version 3', { EIO: '3' }],
    ['a version that is a word', { EIO: 'abc' }],
    ['no transport', { transport: undefined }],
    ['an unknown transport', { transport: 'abc' }],
    ['polling', { transport: 'polling' }],
    ['an unknown session', { sid: 'abc' }],
    ['a session named by a prototype', { sid: '__proto__' }],
  ])('[PROTO-2] over WebSocket, %s ends the connection', async (_, query) => {
    using frames = openFrames(target.url, { query });
    await expect(frames.next()).rejects.toThrow('the connection ended');
  });

  test('[PROTO-2] there is no WebSocket at another path', async () => {
    using frames = openFrames(target.url, { path: '/elsewhere/' });
    expect(await frames.ended).toBe(1006);
  });

  test('[PROTO-2] another origin is refused on both transports, and no page of it may read', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    const response = await request(target.url, POLLING, { headers });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await request(target.url, POLLING, { method: 'OPTIONS', headers });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const allowed = { origin: 'http://localhost:8081' };
    const own = await request(target.url, POLLING, { headers: allowed });
    expect(own.status).toBe(200);
    expect(own.headers.get('access-control-allow-origin')).toBe(allowed.origin);
  });
});
