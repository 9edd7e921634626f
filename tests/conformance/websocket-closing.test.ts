import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openBystander, type Bystander } from './harness/bystander.ts';
import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { closing, connectRaw, frame, OPCODE } from './harness/raw-websocket.ts';

let server: EchoServer;
let bystander: Bystander;
beforeAll(async () => {
  server = await startEchoServer();
  bystander = await openBystander(server);
});
afterEach(() => bystander.isUnharmed());
afterAll(async () => {
  bystander[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const { text, close } = OPCODE;
const MESSAGE = frame(text, '42["message","hello"]');

async function answerTo(payload: string | Uint8Array): Promise<number | 'cut'> {
  using raw = await connectRaw(server.url);
  raw.write(frame(close, payload));
  return await raw.ended;
}

const VALID = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
];
test.each(VALID)('[PROTO-17] close code %i is answered with itself', async (code) => {
  expect(await answerTo(closing(code))).toBe(code);
});

const INVALID = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];
test.each(INVALID)('[PROTO-17] close code %i is refused', async (code) => {
  expect(await answerTo(closing(code))).toBe(1002);
});

test.each([
  ['no payload', '', 1005],
  ['half a code', 'x', 1002],
  ['a reason', closing(1000, 'bye'), 1000],
  ['the longest reason', closing(1000, 'x'.repeat(123)), 1000],
  ['a reason in any script', closing(1000, 'さようなら 👋'), 1000],
  ['a reason that is no text', closing(1000, new Uint8Array([0xff])), 1007],
  ['a reason with half a character', closing(1000, new Uint8Array([0xe2, 0x82])), 1007],
])('[PROTO-17] a close with %s', async (_, payload, expected) => {
  expect(await answerTo(payload)).toBe(expected);
});

test('[PROTO-17] what comes after a close is not heard', async () => {
  using raw = await connectRaw(server.url);
  raw.write(frame(close, closing(1000)), MESSAGE, frame(7));
  expect(await raw.ended).toBe(1000);
  await expect(raw.next()).rejects.toThrow('ended: 1000');
});

test('[PROTO-17] a connection that is cut between two frames leaves nothing', async () => {
  using raw = await connectRaw(server.url);
  raw.tcp.destroy();
  expect(await raw.ended).toBe('cut');
});

test('[PROTO-17] a reset in the middle of a frame leaves nothing', async () => {
  using raw = await connectRaw(server.url);
  raw.write(MESSAGE.subarray(0, 10));
  raw.tcp.resetAndDestroy();
  expect(await raw.ended).toBe('cut');
});

test('[PROTO-17] the client’s half of the connection may end in the middle of a frame', async () => {
  using raw = await connectRaw(server.url);
  raw.write(MESSAGE.subarray(0, 10));
  raw.tcp.end();
  await raw.ended;
});

test('[PROTO-17] the client’s half may end after a message, which counts', async () => {
  using raw = await connectRaw(server.url);
  raw.write(MESSAGE);
  expect(String((await raw.next()).payload)).toBe('42["message-back","hello"]');
  raw.tcp.end();
  await raw.ended;
});

test('[PROTO-17] the server’s close is answered, and then it ends the connection', async () => {
  using raw = await connectRaw(server.url);
  raw.write(frame(text, '42["close-me"]'));
  expect(await raw.ended).toBe(1005);
});

test('[PROTO-17] who does not answer a close is cut after 3 s', async () => {
  using raw = await connectRaw(server.url);
  raw.tcp.pause();
  const start = performance.now();
  raw.write(frame(7));
  await expect.poll(() => server.sessions(), { timeout: 2_000 }).toBe(1);
  const probe = setInterval(() => raw.tcp.write(frame(OPCODE.ping)), 100);
  await new Promise((resolve) => raw.tcp.once('error', resolve));
  clearInterval(probe);
  expect(performance.now() - start).toBeGreaterThan(2_000);
  expect(performance.now() - start).toBeLessThan(8_000);
});
