import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { defaultLimits } from '../../lib/server/limits.ts';
import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { openedFrames } from './harness/frames.ts';
import { connectPolling, openPolling, request, SEPARATOR } from './harness/polling.ts';
import { startTarget, TARGETS, type Target } from './harness/targets.ts';

const POLLING = { EIO: '4', transport: 'polling' };

describe('messages over HTTP', () => {
  let server: EchoServer;
  beforeAll(async () => void (server = await startEchoServer()));
  afterAll(() => server[Symbol.asyncDispose]());

  test('[PROTO-4] a POST is answered by ok, and a GET brings what came back', async () => {
    const polling = await connectPolling(server.url);
    const posted = await polling.post('42["message","hello"]');
    expect(posted.status).toBe(200);
    expect(await posted.text()).toBe('ok');
    expect(await polling.take(1)).toEqual(['42["message-back","hello"]']);
  });

  test('[PROTO-4] one body carries several packets, in their order, both ways', async () => {
    const polling = await connectPolling(server.url);
    const sent = ['one', 'two', 'three'].map((word) => `42["message","${word}"]`);
    await polling.post(sent.join(SEPARATOR));
    const body = await (await polling.get()).text();
    const back = ['one', 'two', 'three'].map((word) => `42["message-back","${word}"]`);
    expect(body).toBe(back.join(SEPARATOR));
  });

  test('[PROTO-4] a GET waits until there is something to say', async () => {
    const polling = await connectPolling(server.url);
    const poll = polling.get();
    const first = await Promise.race([
      poll.then(() => 'the poll'),
      polling.post('42["message","late"]').then(() => 'the post'),
    ]);
    expect(first).toBe('the post');
    expect(await (await poll).text()).toBe('42["message-back","late"]');
  });

  test('[PROTO-4] text is UTF-8 both ways, whole or cut into pieces', async () => {
    const polling = await connectPolling(server.url);
    const text = '€ ünïcødé 🎉 \u2028 日本語';
    await polling.post(`42["message","${text}"]`);
    expect(await polling.take(1)).toEqual([`42["message-back","${text}"]`]);
    const bytes = new TextEncoder().encode('42["message","🎉🎉"]');
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const options = { duplex: 'half', body: pieces } as unknown as RequestInit;
    expect((await polling.post('', options)).status).toBe(200);
    expect(await polling.take(1)).toEqual(['42["message-back","🎉🎉"]']);
  });

  test('[PROTO-4] bytes travel as base64 behind a b, both ways', async () => {
    const polling = await connectPolling(server.url);
    const placeholder = '{"_placeholder":true,"num":0}';
    await polling.post(`451-["message",${placeholder}]${SEPARATOR}bAQIDBA==`);
    expect(await polling.take(2)).toEqual([`451-["message-back",${placeholder}]`, 'bAQIDBA==']);
  });

  test('[PROTO-4] everything that was sent meanwhile is in the next answer', async () => {
    const polling = await connectPolling(server.url);
    for (let n = 0; n < 5; n += 1) await polling.post(`42["message",${n}]`);
    expect(await polling.packets()).toEqual([0, 1, 2, 3, 4].map((n) => `42["message-back",${n}]`));
  });

  test('[PROTO-4] a large answer comes whole, and compressed for who can read that', async () => {
    const polling = await connectPolling(server.url);
    const text = 'x'.repeat(8_000);
    await polling.post(`42["message","${text}"]`);
    const response = await polling.get();
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.text()).toBe(`42["message-back","${text}"]`);
  });
});

describe.each(TARGETS)('%s', (name) => {
  let target: Target;
  beforeAll(async () => void (target = await startTarget(name)));
  afterAll(() => target[Symbol.asyncDispose]());

  test('[PROTO-5] a second GET at once is refused, and ends the session', async () => {
    const polling = await openPolling(target.url);
    const statuses = await Promise.all([polling.get(), polling.get()]).then((both) =>
      both.map(({ status }) => status),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400]);
    expect(await polling.isOpen()).toBe(false);
  });

  test('[PROTO-5] a second POST at once is refused, and ends the session', async () => {
    const polling = await openPolling(target.url);
    let finish: (() => void) | undefined;
    const unfinished = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('3'));
        finish = () => controller.close();
      },
    });
    const first = polling.post('', { duplex: 'half', body: unfinished } as unknown as RequestInit);
    const firstEnd = first.catch(() => null);
    // The first one has arrived when the second is refused.
    let status = 200;
    while (status === 200) ({ status } = await polling.post('3'));
    expect(status).toBe(400);
    finish?.();
    await firstEnd;
    expect(await polling.isOpen()).toBe(false);
  });

  test.each(['4', '42["x"]', '3', '6'])(
    '[PROTO-6] a POST of %s to an unknown session is refused with 400',
    async (body) => {
      const response = await request(
        target.url,
        { ...POLLING, sid: 'unknown' },
        { method: 'POST', body },
      );
      expect(response.status).toBe(400);
    },
  );

  test.each([
    ['no packet type', 'abc'],
    ['an unknown packet type', '9'],
    ['nothing at all', ''],
    ['separators alone', SEPARATOR],
    ['an empty packet among others', `3${SEPARATOR}${SEPARATOR}3`],
    ['a ping, which only servers send', '2'],
    ['a ping with a payload', '2probe'],
  ])('[PROTO-6] %s ends the session', async (_, body) => {
    const polling = await openPolling(target.url);
    await polling.post(body).catch(() => null);
    expect(await polling.isOpen()).toBe(false);
  });

  test('[PROTO-6] bytes sent as such are refused, and end the session', async () => {
    const polling = await openPolling(target.url);
    const headers = { 'content-type': 'application/octet-stream' };
    expect((await polling.post('3', { headers })).status).toBe(400);
    expect(await polling.isOpen()).toBe(false);
  });

  test('[PROTO-6] a body above maxPayload is refused with 413', async () => {
    const polling = await openPolling(target.url);
    const fits = '3'.padEnd(defaultLimits.payloadBytes, 'x');
    expect((await polling.post(fits)).status).toBe(200);
    const response = await polling.post(`${fits}x`);
    expect(response.status).toBe(413);
  });

  test('[PROTO-6] another session’s transport is refused', async () => {
    using frames = await openedFrames(target.url, {});
    const polling = await openPolling(target.url);
    expect((await request(target.url, { ...POLLING, sid: polling.sid, EIO: '3' })).status).toBe(
      400,
    );
    expect(
      (await request(target.url, { EIO: '4', transport: 'websocket', sid: polling.sid })).status,
    ).toBe(400);
    expect(await polling.isOpen()).toBe(true);
    frames.close();
  });

  test('[PROTO-9] a close packet ends the session and frees the waiting GET', async () => {
    const polling = await openPolling(target.url);
    const poll = polling.get();
    await expect.poll(() => polling.post('1').then(({ status }) => status)).not.toBe(404);
    const response = await poll;
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('6');
    expect(await polling.isOpen()).toBe(false);
  });

  test('[PROTO-9] a waiting GET that is given up ends the session', async () => {
    const polling = await openPolling(target.url);
    const aborting = new AbortController();
    const query = { ...POLLING, sid: polling.sid };
    const poll = request(target.url, query, { signal: aborting.signal });
    const given = poll.catch(() => 'given up');
    await polling.post('3');
    aborting.abort();
    expect(await given).toBe('given up');
    await expect.poll(() => polling.isOpen()).toBe(false);
  });
});
