import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { defaultLimits } from '../../lib/server/limits.ts';
import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { openedFrames, openFrames, type Frames } from './harness/frames.ts';
import { openPolling, parseOpen, request } from './harness/polling.ts';
import { startTarget, TARGETS, type Target } from './harness/targets.ts';

describe('messages over WebSocket', () => {
  let server: EchoServer;
  beforeAll(async () => void (server = await startEchoServer()));
  afterAll(() => server[Symbol.asyncDispose]());

  async function connected(): Promise<Frames> {
    const frames = await openedFrames(server.url);
    frames.send('40');
    await frames.next();
    await frames.next();
    return frames;
  }

  test('[PROTO-7] each packet is one message, back in the order in which it came', async () => {
    using frames = await connected();
    for (let n = 0; n < 50; n += 1) frames.send(`42["message",${n}]`);
    for (let n = 0; n < 50; n += 1) expect(await frames.next()).toBe(`42["message-back",${n}]`);
  });

  test('[PROTO-7] bytes go as they are, both ways', async () => {
    using frames = await connected();
    const bytes = new Uint8Array(randomBytes(1_000));
    frames.send('451-["message",{"_placeholder":true,"num":0}]');
    frames.send(bytes);
    expect(await frames.next()).toBe('451-["message-back",{"_placeholder":true,"num":0}]');
    expect(await frames.next()).toEqual(bytes);
  });

  test('[PROTO-7] text of any script comes back as it was', async () => {
    using frames = await connected();
    const text = '€ 🎉 \u0000\u2028 שלום \u{1F469}\u200D\u{1F680}';
    frames.send(`42["message",${JSON.stringify(text)}]`);
    expect(await frames.next()).toBe(`42["message-back",${JSON.stringify(text)}]`);
  });

  test('[PROTO-7] a message of maxPayload bytes passes, one byte more ends the connection', async () => {
    using frames = await connected();
    const shell = '42["message",""]';
    const text = 'x'.repeat(defaultLimits.payloadBytes - shell.length);
    frames.send(`42["message","${text}"]`);
    expect(await frames.next()).toBe(`42["message-back","${text}"]`);
    frames.send(`42["message","${text}x"]`);
    expect([1006, 1009]).toContain(await frames.ended);
  });

  test('[PROTO-7] what a session is left with is gone with its connection', async () => {
    const before = server.sessions();
    const all = await Promise.all(Array.from({ length: 10 }, () => connected()));
    expect(server.sessions()).toBe(before + 10);
    for (const frames of all) frames.close();
    await expect.poll(() => server.sessions()).toBe(before);
  });
});

describe.each(TARGETS)('%s', (name) => {
  let target: Target;
  beforeAll(async () => void (target = await startTarget(name)));
  afterAll(() => target[Symbol.asyncDispose]());

  test('[PROTO-7] a second WebSocket of a session is closed, and the first goes on', async () => {
    using frames = openFrames(target.url);
    const { sid } = parseOpen(String(await frames.next()));
    using second = openFrames(target.url, { query: { sid } });
    await second.ended;
    frames.send('40/nowhere,');
    expect(String(await frames.next())).toContain('44/nowhere,');
  });

  test.each([
    ['no packet type', 'abc'],
    ['an unknown packet type', '9'],
    ['an empty message', ''],
    ['a ping, which only servers send', '2'],
  ])('[PROTO-7] %s ends the connection', async (_, packet) => {
    using frames = await openedFrames(target.url);
    frames.send(packet);
    expect(await frames.ended).toBe(1005);
  });

  test.each([
    ['noop', '6'],
    ['upgrade', '5'],
    ['a pong that nobody asked for', '3'],
    ['open', '0'],
    ['close, which is for HTTP,', '1'],
  ])('[PROTO-7] %s from a client does nothing', async (_, packet) => {
    using frames = await openedFrames(target.url);
    frames.send(packet);
    frames.send('40/nowhere,');
    expect(String(await frames.next())).toContain('44/nowhere,');
  });

  test('[PROTO-7] nobody polls a session that is on WebSocket', async () => {
    using frames = openFrames(target.url);
    const { sid } = parseOpen(String(await frames.next()));
    const response = await request(target.url, { EIO: '4', transport: 'polling', sid });
    expect(response.status).toBe(400);
    frames.send('40/nowhere,');
    expect(String(await frames.next())).toContain('44/nowhere,');
    expect(await (await openPolling(target.url)).isOpen()).toBe(true);
  });

  test('[PROTO-7] a plain request for a session on WebSocket is answered at once', async () => {
    using frames = openFrames(target.url);
    const { sid } = parseOpen(String(await frames.next()));
    const response = await request(target.url, { EIO: '4', transport: 'websocket', sid });
    expect(response.status).toBe(400);
  });
});
