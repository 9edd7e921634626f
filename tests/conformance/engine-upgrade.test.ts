import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { openFrames, type Frames } from './harness/frames.ts';
import { connectPolling, openPolling, request, type Polling } from './harness/polling.ts';
import { startTarget, TARGETS, type Target } from './harness/targets.ts';

/** Opens the second transport, and waits until the server has agreed to it. */
async function probe(url: string, { sid }: Polling): Promise<Frames> {
  const frames = openFrames(url, { query: { sid } });
  await expect.poll(() => trySend(frames, '2probe')).toBe(true);
  expect(await frames.next()).toBe('3probe');
  return frames;
}

/** False while it is not open yet. */
function trySend(frames: Frames, packet: string): boolean {
  try {
    frames.send(packet);
    return true;
  } catch {
    return false;
  }
}

describe('with messages', () => {
  let server: EchoServer;
  beforeAll(async () => void (server = await startEchoServer()));
  afterAll(() => server[Symbol.asyncDispose]());

  test('[PROTO-8] after the upgrade everything goes over WebSocket', async () => {
    const polling = await connectPolling(server.url);
    using frames = await probe(server.url, polling);
    frames.send('5');
    frames.send('42["message","hello"]');
    expect(await frames.next()).toBe('42["message-back","hello"]');
    expect(server.sessions()).toBe(1);
    frames.close();
    await expect.poll(() => server.sessions()).toBe(0);
  });

  test('[PROTO-8] what waited on the old transport comes on the new one, in order', async () => {
    const polling = await connectPolling(server.url);
    for (const n of [1, 2, 3]) await polling.post(`42["message",${n}]`);
    using frames = await probe(server.url, polling);
    frames.send('5');
    frames.send('42["message",4]');
    for (const n of [1, 2, 3, 4]) expect(await frames.next()).toBe(`42["message-back",${n}]`);
  });

  test('[PROTO-8] until the upgrade is complete, the old transport is the one in use', async () => {
    const polling = await connectPolling(server.url);
    using frames = await probe(server.url, polling);
    await polling.post('42["message","early"]');
    expect(await polling.take(1)).toContain('42["message-back","early"]');
    frames.close();
    await frames.ended;
    await polling.post('42["message","later"]');
    expect(await polling.take(1)).toContain('42["message-back","later"]');
  });

  test('[PROTO-8] messages from before, while and after the upgrade come once each, in order', async () => {
    const polling = await connectPolling(server.url);
    const got: string[] = [];
    let n = 0;
    const send = (): string => `42["message",${(n += 1)}]`;
    await polling.post(send());
    using frames = await probe(server.url, polling);
    await polling.post(send());
    got.push(...(await polling.take(2)).filter((packet) => packet !== '6'));
    await polling.post(send());
    frames.send('5');
    frames.send(send());
    while (got.length < 4) got.push(String(await frames.next()));
    expect(got).toEqual([1, 2, 3, 4].map((of) => `42["message-back",${of}]`));
  });
});

describe.each(TARGETS)('%s', (name) => {
  let target: Target;
  beforeAll(async () => void (target = await startTarget(name)));
  afterAll(() => target[Symbol.asyncDispose]());

  test('[PROTO-8] a probe is answered, and the waiting GET is freed by a noop', async () => {
    const polling = await openPolling(target.url);
    const poll = polling.get();
    using frames = await probe(target.url, polling);
    expect(await (await poll).text()).toBe('6');
    frames.send('5');
    frames.send('40/nowhere,');
    expect(String(await frames.next())).toContain('44/nowhere,');
  });

  test('[PROTO-8] after the upgrade, requests of the old transport are refused with 400', async () => {
    const polling = await openPolling(target.url);
    using frames = await probe(target.url, polling);
    frames.send('5');
    await expect.poll(() => polling.get().then(({ status }) => status)).toBe(400);
    expect((await polling.post('3')).status).toBe(400);
    frames.send('40/nowhere,');
    expect(String(await frames.next())).toContain('44/nowhere,');
  });

  test('[PROTO-8] after the upgrade, a second WebSocket is closed, and the first goes on', async () => {
    const polling = await openPolling(target.url);
    using frames = await probe(target.url, polling);
    frames.send('5');
    using second = openFrames(target.url, { query: { sid: polling.sid } });
    await second.ended;
    frames.send('40/nowhere,');
    expect(String(await frames.next())).toContain('44/nowhere,');
  });

  test('[PROTO-8] while one upgrade is under way, another is closed', async () => {
    const polling = await openPolling(target.url);
    using frames = await probe(target.url, polling);
    using second = openFrames(target.url, { query: { sid: polling.sid } });
    await second.ended;
    frames.send('5');
    frames.send('40/nowhere,');
    expect(String(await frames.next())).toContain('44/nowhere,');
  });

  test.each(['2', '2prob', '3probe', '4hello', '5x', '6', 'abc', ''])(
    '[PROTO-8] a second transport that begins with %j is closed, and the session stays',
    async (packet) => {
      const polling = await openPolling(target.url);
      using frames = openFrames(target.url, { query: { sid: polling.sid } });
      await expect.poll(() => trySend(frames, packet)).toBe(true);
      if (packet === '5x') {
        // Complete is complete, whatever stands behind it.
        await expect.poll(() => polling.get().then(({ status }) => status)).toBe(400);
        return;
      }
      await frames.ended;
      expect(await polling.isOpen()).toBe(true);
    },
  );

  test('[PROTO-8] another protocol version can’t upgrade a session', async () => {
    const polling = await openPolling(target.url);
    using frames = openFrames(target.url, { query: { sid: polling.sid, EIO: '3' } });
    await frames.ended;
    expect(await polling.isOpen()).toBe(true);
  });

  test('[PROTO-8] a WebSocket that calls itself polling is closed, and the session stays', async () => {
    const polling = await openPolling(target.url);
    using frames = openFrames(target.url, {
      query: { sid: polling.sid, transport: 'polling' },
    });
    await frames.ended;
    expect(await polling.isOpen()).toBe(true);
    expect((await request(target.url, { EIO: '4', transport: 'polling' })).status).toBe(200);
  });
});
