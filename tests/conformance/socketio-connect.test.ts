import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { openedFrames } from './harness/frames.ts';
import { connectPolling, openPolling } from './harness/polling.ts';
import { startTarget, TARGETS, type Target } from './harness/targets.ts';

describe('namespaces', () => {
  let server: EchoServer;
  beforeAll(async () => void (server = await startEchoServer()));
  afterAll(() => server[Symbol.asyncDispose]());

  test.each([
    ['without a payload', '40', '{}'],
    ['with a payload', '40{"token":"123"}', '{"token":"123"}'],
    ['by the name of the main namespace', '40/,{"token":"123"}', '{"token":"123"}'],
    ['with odd keys', '40{"__proto__":1,"a":[]}', '{"__proto__":1,"a":[]}'],
  ])('[PROTO-10] CONNECT %s is answered by CONNECT with a sid', async (_, packet, auth) => {
    using frames = await openedFrames(server.url);
    frames.send(packet);
    expect(String(await frames.next())).toMatch(/^40\{"sid":"[\w-]{20}"\}$/);
    expect(await frames.next()).toBe(`42["auth",${auth}]`);
  });

  test.each([
    ['without a payload', '40/custom,', '{}'],
    ['with a payload', '40/custom,{"token":"abc"}', '{"token":"abc"}'],
  ])('[PROTO-10] so it is in another namespace, %s', async (_, packet, auth) => {
    using frames = await openedFrames(server.url);
    frames.send(packet);
    expect(String(await frames.next())).toMatch(/^40\/custom,\{"sid":"[\w-]{20}"\}$/);
    expect(await frames.next()).toBe(`42/custom,["auth",${auth}]`);
  });

  test('[PROTO-10] one connection may be in several namespaces, with a sid for each', async () => {
    using frames = await openedFrames(server.url);
    frames.send('40');
    const main = String(await frames.next());
    await frames.next();
    frames.send('40/custom,');
    const custom = String(await frames.next());
    await frames.next();
    expect(custom.slice('40/custom,'.length)).not.toBe(main.slice('40'.length));
    frames.send('42["message",1]');
    frames.send('42/custom,["message",2]');
    expect(await frames.next()).toBe('42["message-back",1]');
    expect(await frames.next()).toBe('42/custom,["message-back",2]');
  });

  test('[PROTO-10] a refusal is CONNECT_ERROR with words and data', async () => {
    using frames = await openedFrames(server.url);
    frames.send('40/closed,');
    expect(await frames.next()).toBe(
      '44/closed,{"message":"Nobody comes in here.","data":{"code":"closed"}}',
    );
  });

  test('[PROTO-10] over HTTP it is the same', async () => {
    const polling = await openPolling(server.url);
    await polling.post('40{"token":"123"}');
    const [connect, auth] = await polling.take(2);
    expect(connect).toMatch(/^40\{"sid":"[\w-]{20}"\}$/);
    expect(auth).toBe('42["auth",{"token":"123"}]');
  });

  test('[PROTO-14] leaving the only namespace leaves the connection, for another CONNECT', async () => {
    using frames = await openedFrames(server.url);
    frames.send('40');
    const { sid } = JSON.parse(String(await frames.next()).slice(2)) as { sid: string };
    expect(await frames.next()).toMatch('["auth"');
    frames.send('41');
    await expect.poll(() => server.io.of('/').sockets.has(sid)).toBe(false);
    frames.send('40');
    expect(String(await frames.next())).not.toContain(sid);
  });

  test('[PROTO-14] leaving one namespace leaves the other', async () => {
    using frames = await openedFrames(server.url);
    for (const packet of ['40', '40/custom,']) {
      frames.send(packet);
      await frames.next();
      await frames.next();
    }
    frames.send('41/custom,');
    frames.send('42["message","still here"]');
    expect(await frames.next()).toBe('42["message-back","still here"]');
    // Nobody is there any more whom this could reach.
    frames.send('42/custom,["message"]');
    expect(await frames.ended).toBe(1005);
  });

  test('[PROTO-14] the server ends a namespace by DISCONNECT, and a connection by closing it', async () => {
    using frames = await openedFrames(server.url);
    frames.send('40');
    await frames.next();
    await frames.next();
    frames.send('42["leave-me"]');
    expect(await frames.next()).toBe('41');
    frames.send('40');
    await frames.next();
    await frames.next();
    frames.send('42["close-me"]');
    expect(await frames.ended).toBe(1005);
    const polling = await connectPolling(server.url);
    await polling.post('42["close-me"]');
    expect(await polling.packets()).toContain('1');
    expect(await polling.isOpen()).toBe(false);
  });

  test('[PROTO-10] who does not say CONNECT in time is closed', async () => {
    await using impatient = await startEchoServer({ connectTimeout: 200 });
    using frames = await openedFrames(impatient.url);
    expect(await frames.ended).toBe(1005);
    const polling = await openPolling(impatient.url);
    expect(await polling.packets()).toContain('1');
    await expect.poll(() => impatient.sessions()).toBe(0);
  });
});

describe.each(TARGETS)('%s', (name) => {
  let target: Target;
  beforeAll(async () => void (target = await startTarget(name)));
  afterAll(() => target[Symbol.asyncDispose]());

  test.each(['/nowhere', '/__proto__', '/constructor', '/%2e%2e', '/custom/x', '/custom?a=1'])(
    '[PROTO-10] there is no namespace %s',
    async (namespace) => {
      using frames = await openedFrames(target.url);
      frames.send(`40${namespace},`);
      expect(await frames.next()).toBe(`44${namespace},{"message":"Invalid namespace"}`);
    },
  );

  test.each([
    ['an event', '42["message"]'],
    ['an event with an id', '421["message"]'],
    ['an answer', '431[]'],
    ['a DISCONNECT', '41'],
    ['a binary event', '451-["message",{"_placeholder":true,"num":0}]'],
    ['an event in another namespace', '42/custom,["message"]'],
  ])('[PROTO-10] a connection that begins with %s is closed', async (_, packet) => {
    using frames = await openedFrames(target.url);
    frames.send(packet);
    if (packet.includes('_placeholder')) frames.send(new Uint8Array([1]));
    expect(await frames.ended).toBe(1005);
  });

  test('[PROTO-10] over HTTP it is closed as well', async () => {
    const polling = await openPolling(target.url);
    await polling.post('42["message"]');
    expect(await polling.packets()).toContain('1');
    expect(await polling.isOpen()).toBe(false);
  });
});
