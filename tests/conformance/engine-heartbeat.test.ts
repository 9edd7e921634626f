import { expect, test } from 'vitest';

import { startEchoServer } from './harness/echo-server.ts';
import { openFrames } from './harness/frames.ts';
import { openPolling, parseOpen } from './harness/polling.ts';

test('[PROTO-3] over WebSocket the server pings again and again, while it is answered', async () => {
  await using server = await startEchoServer({ pingInterval: 100, pingTimeout: 5_000 });
  // Of the client, before the server's: what comes late here says nothing of how early it was sent.
  const start = performance.now();
  using frames = openFrames(server.url, { withPings: true });
  expect(parseOpen(String(await frames.next()))).toMatchObject({
    pingInterval: 100,
    pingTimeout: 5_000,
  });
  for (let n = 1; n <= 4; n += 1) {
    expect(await frames.next()).toBe('2');
    expect(performance.now() - start).toBeGreaterThan(n * 100 - 20);
    frames.send('3');
  }
  expect(server.sessions()).toBe(1);
});

test('[PROTO-3] over HTTP the server pings again and again, while it is answered', async () => {
  await using server = await startEchoServer({ pingInterval: 100, pingTimeout: 5_000 });
  const polling = await openPolling(server.url);
  for (let n = 0; n < 4; n += 1) {
    expect(await polling.packets()).toEqual(['2']);
    expect((await polling.post('3')).status).toBe(200);
  }
});

test('[PROTO-3] who does not answer over WebSocket is closed after the time-out, and not before', async () => {
  await using server = await startEchoServer({ pingInterval: 100, pingTimeout: 300 });
  using frames = openFrames(server.url, { withPings: true });
  await frames.next();
  expect(await frames.next()).toBe('2');
  const pinged = performance.now();
  expect(await frames.ended).toBe(1005);
  expect(performance.now() - pinged).toBeGreaterThan(250);
  await expect.poll(() => server.sessions()).toBe(0);
});

test('[PROTO-3] who does not answer over HTTP loses the session', async () => {
  await using server = await startEchoServer({ pingInterval: 100, pingTimeout: 200 });
  const polling = await openPolling(server.url);
  expect(await polling.packets()).toEqual(['2']);
  await expect.poll(() => server.sessions()).toBe(0);
  expect(await polling.isOpen()).toBe(false);
});

test('[PROTO-3] who never polls loses the session', async () => {
  await using server = await startEchoServer({ pingInterval: 100, pingTimeout: 200 });
  await openPolling(server.url);
  expect(server.sessions()).toBe(1);
  await expect.poll(() => server.sessions()).toBe(0);
});

test('[PROTO-3] packets in place of a pong put the end off once, not for ever', async () => {
  await using server = await startEchoServer({ pingInterval: 100, pingTimeout: 400 });
  using frames = openFrames(server.url, { withPings: true });
  frames.ended.then(() => clearInterval(chatter)).catch(() => {});
  await frames.next();
  expect(await frames.next()).toBe('2');
  const chatter = setInterval(() => frames.send('6'), 50);
  expect(await frames.ended).toBe(1005);
});
