import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../harness/stack.ts';
import { openedFrames, openFrames, type Frames } from './harness/frames.ts';
import { openPolling, request, SEPARATOR } from './harness/polling.ts';
import { exchange } from './harness/raw-http.ts';
import { connectRaw, frame, handshake, OPCODE } from './harness/raw-websocket.ts';

let stack: Stack;
let url: string;
let mallory: TestPerson;
let bystander: Device;
beforeAll(async () => {
  stack = await startStack({ limits: { packetsBurst: 5_000, connectionsPerPerson: 1_000 } });
  url = stack.node().url;
  mallory = await stack.participant('Mallory');
  bystander = await stack.joined(await stack.participant('Bystander'));
});
afterEach(async () => {
  await bystander.settle();
  expect(bystander.socket.connected).toBe(true);
  expect(stack.node().logged()).not.toContain('A request failed');
});
afterAll(() => stack[Symbol.asyncDispose]());

const POLLING = { EIO: '4', transport: 'polling' };
const placeholder = (num: unknown): string => JSON.stringify({ _placeholder: true, num });

async function connected(): Promise<Frames> {
  const frames = await openedFrames(url);
  frames.send(`40${JSON.stringify({ token: mallory.token })}`);
  expect(String(await frames.next())).toContain('40{"sid"');
  return frames;
}

/** Passes when a request on this connection is answered. */
async function expectAnswered(frames: Frames): Promise<void> {
  frames.send('42999["stop-typing",{"eventId":"a"}]');
  for (;;) {
    const packet = String(await frames.next());
    if (packet.startsWith('43999')) return;
  }
}

test('[PROTO-20] the packages with known holes are newer than those', () => {
  const own = createRequire(import.meta.url);
  const io = createRequire(own.resolve('socket.io'));
  const engine = createRequire(io.resolve('engine.io'));
  const oldest = [
    [own, 'socket.io', '4.8.4'],
    [io, 'engine.io', '6.6.12'],
    [io, 'socket.io-parser', '4.2.7'],
    [io, 'socket.io-adapter', '2.5.8'],
    [engine, 'ws', '8.21.3'],
  ] as const;
  for (const [from, name, atLeast] of oldest) {
    const main = from.resolve(name);
    const folder = main.slice(0, main.lastIndexOf(`/node_modules/${name}/`));
    const text = readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    expect(version.localeCompare(atLeast, 'en', { numeric: true }), name).toBeGreaterThanOrEqual(0);
  }
});

test('[PROTO-20] CVE-2024-38355: an event that is called error is a request like any other', async () => {
  const polling = await openPolling(url);
  await polling.post(`40${JSON.stringify({ token: mallory.token })}`);
  await polling.take(1);
  await polling.post(['421["error",{"a":1}]', '42["error"]'].join(SEPARATOR));
  const [answer, notice] = await polling.take(2);
  expect(answer).toContain('431[{"ok":false');
  expect(notice).toContain('42["error",{');
});

test.each(['splice', 'length', '__proto__', '0', '', -1, 1.5, 1, null, true, {}, []])(
  '[PROTO-20] CVE-2022-2421: an attachment of number %j ends the connection',
  async (num) => {
    using frames = await connected();
    frames.send(`451-["typing",${placeholder(num)}]`);
    frames.send(new Uint8Array([1]));
    expect(await frames.ended).toBe(1005);
  },
);

test.each(['{"toString":"foo"}', '{}', '[]', '[["typing"]]', 'null', 'true', '{"__proto__":[]}'])(
  '[PROTO-20] CVE-2023-32695: an event that is called %s ends the connection',
  async (name) => {
    using frames = await connected();
    frames.send(`42[${name},{"eventId":"a"}]`);
    expect(await frames.ended).toBe(1005);
  },
);

test('[PROTO-20] CVE-2026-33151: ten attachments are all that a packet may announce', async () => {
  using frames = await connected();
  const many = (count: number): string =>
    `45${count}-["typing",${Array.from({ length: count }, (_, n) => placeholder(n)).join(',')}]`;
  frames.send(many(10));
  for (let n = 0; n < 10; n += 1) frames.send(new Uint8Array([n]));
  await expectAnswered(frames);
  frames.send(many(11));
  expect(await frames.ended).toBe(1005);
});

test.each(['450-["typing"]', '460-1[]', '45-["typing"]', '450-/,["typing"]', '46-[]'])(
  '[PROTO-20] CVE-2026-69185: %s, which announces no attachment, ends the connection',
  async (packet) => {
    using frames = await connected();
    frames.send(packet);
    expect(await frames.ended).toBe(1005);
  },
);

test('[PROTO-20] CVE-2026-69185: attachments that never come hold nobody’s later packets', async () => {
  using frames = await connected();
  frames.send(`452-["typing",${placeholder(0)},${placeholder(1)}]`);
  frames.send(new Uint8Array([1]));
  frames.send('42["typing",{"eventId":"a"}]');
  expect(await frames.ended).toBe(1005);
});

test.each([
  ['CVE-2022-21676', '/socket.io/?EIO=4&transport=websocket&sid=unknown'],
  ['CVE-2022-41940', '/socket.io/?EIO=3&transport=websocket'],
  ['CVE-2022-41940', '/socket.io/?EIO=4&transport=polling'],
  ['CVE-2023-31125', '/socket.io/?EIO=4&transport=abc'],
  ['CVE-2023-31125', '/socket.io/?EIO=4&transport=webtransport'],
])('[PROTO-20] %s: a bad frame behind the refused handshake %s', async (_, path) => {
  for (const isReset of [false, true]) {
    const { status } = await exchange(url, (tcp) => {
      tcp.write(
        Buffer.concat([Buffer.from(handshake(url, { path }).text), frame(7, 'x', { rsv: 7 })]),
      );
      tcp.once('data', () => isReset && tcp.resetAndDestroy());
    });
    expect([0, 101, 400]).toContain(status);
  }
});

test('[PROTO-20] CVE-2026-59725: a POST of octets ends the session and frees the waiting GET', async () => {
  const polling = await openPolling(url);
  const poll = polling.get();
  const headers = { 'content-type': 'application/octet-stream' };
  expect((await polling.post('4', { headers })).status).toBe(400);
  expect((await poll).status).toBe(200);
  expect(await polling.isOpen()).toBe(false);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
  '[PROTO-20] CVE-2026-59724: %s is no session, whatever is asked of it',
  async (sid) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      for (const transport of ['polling', 'websocket']) {
        const query = { EIO: '4', transport, sid };
        expect((await request(url, query, { method })).status).toBe(400);
      }
    }
    using frames = openFrames(url, { query: { sid } });
    expect(await frames.ended).toBe(1006);
  },
);

test.each([undefined, '', '3', '2', 'abc'])(
  '[PROTO-20] CVE-2026-102599: an upgrade of a session with version %s is refused',
  async (EIO) => {
    const polling = await openPolling(url);
    using frames = openFrames(url, { query: { EIO, sid: polling.sid } });
    await frames.ended;
    expect((await request(url, { ...POLLING, EIO, sid: polling.sid })).status).toBe(400);
    expect(await polling.isOpen()).toBe(true);
  },
);

test('[PROTO-20] CVE-2024-37890: more headers than the server counts are refused', async () => {
  const headers = Array.from({ length: 65 }, (_, n) => `X-${n}: y`);
  expect((await exchange(url, handshake(url, { headers }).text)).status).toBe(431);
});

test('[PROTO-20] CVE-2026-48779: 20 connections with 12,000 tiny fragments each are all closed', async () => {
  const before = stack.node().server.stats().sockets;
  const one = frame(OPCODE.continuation, 'x', { fin: false });
  const all = Buffer.concat([
    frame(OPCODE.text, '4', { fin: false }),
    ...Array.from({ length: 12_000 }, () => one),
  ]);
  const ends = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const raw = await connectRaw(url, { token: mallory.token });
      raw.write(all);
      return await raw.ended;
    }),
  );
  for (const end of ends) expect([1008, 'cut']).toContain(end);
  await waitUntil(
    () => stack.node().server.stats().sockets <= before,
    'the connections to be gone',
  );
});

test('[PROTO-20] CVE-2026-62389: a frame that comes in more than 1,024 pieces is refused', async () => {
  using raw = await connectRaw(url, { token: mallory.token });
  const whole = frame(OPCODE.text, `4${'x'.repeat(10_000)}`);
  raw.write(whole.subarray(0, 10));
  let isOver = false;
  void raw.ended.then(() => (isOver = true));
  for (let at = 10; at < 5_000 && !isOver; at += 1) {
    raw.tcp.write(whole.subarray(at, at + 1));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([1008, 'cut']).toContain(await raw.ended);
});
