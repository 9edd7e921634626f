import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { defaultLimits } from '../../lib/server/limits.ts';
import { openBystander, type Bystander } from './harness/bystander.ts';
import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { connectRaw, frame, OPCODE } from './harness/raw-websocket.ts';

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

const { continuation, text, binary, close, ping, pong } = OPCODE;
const MESSAGE = '42["message","hello"]';
const BACK = '42["message-back","hello"]';
const LARGEST = defaultLimits.payloadBytes;

/** Sends the frames, and resolves to how the server ends the connection. */
async function endOf(...frames: readonly Uint8Array[]): Promise<number | 'cut'> {
  using raw = await connectRaw(server.url);
  raw.write(...frames);
  return await raw.ended;
}

/** Sends the frames, and passes when the message in them comes back. */
async function expectEcho(...frames: readonly Uint8Array[]): Promise<void> {
  using raw = await connectRaw(server.url);
  raw.write(...frames);
  expect(await raw.next()).toEqual({ opcode: text, payload: Buffer.from(BACK) });
}

describe('bits and opcodes', () => {
  test.each([1, 2, 3, 4, 5, 6, 7])('[PROTO-16] reserved bits %i are refused', async (rsv) => {
    expect(await endOf(frame(text, MESSAGE, { rsv }))).toBe(1002);
  });

  test.each(Object.entries(OPCODE))(
    '[PROTO-16] a reserved bit on %s is refused',
    async (_, opcode) => {
      expect(await endOf(frame(opcode, '', { rsv: 4 }))).toBe(1002);
    },
  );

  test.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])(
    '[PROTO-16] opcode %i, which means nothing, is refused',
    async (opcode) => {
      expect(await endOf(frame(opcode, 'x'))).toBe(1002);
    },
  );

  test.each(Object.entries(OPCODE))(
    '[PROTO-16] %s without a mask is refused',
    async (_, opcode) => {
      expect(await endOf(frame(opcode, 'x', { masked: false }))).toBe(1002);
    },
  );

  test('[PROTO-16] an unmasked frame among masked ones is refused, after what came before', async () => {
    using raw = await connectRaw(server.url);
    raw.write(frame(text, MESSAGE), frame(text, MESSAGE, { masked: false }));
    expect(String((await raw.next()).payload)).toBe(BACK);
    expect(await raw.ended).toBe(1002);
  });
});

describe('fragments', () => {
  const part = (opcode: number, payload: string | Uint8Array, fin = false): Buffer =>
    frame(opcode, payload, { fin });

  test.each([
    ['two', [part(text, '42["mess'), part(continuation, 'age","hello"]', true)]],
    [
      'three, one of them empty',
      [part(text, MESSAGE), part(continuation, ''), part(continuation, '', true)],
    ],
    ['an empty first one', [part(text, ''), part(continuation, MESSAGE, true)]],
    [
      'as many as are allowed',
      [
        part(text, MESSAGE),
        ...Array.from({ length: 30 }, () => part(continuation, '')),
        part(continuation, '', true),
      ],
    ],
    [
      'ones with a ping between',
      [part(text, '42["mess'), frame(pong, 'x'), part(continuation, 'age","hello"]', true)],
    ],
  ])('[PROTO-16] a message of fragments is put together: %s', async (_, frames) => {
    await expectEcho(...frames);
  });

  test('[PROTO-16] a ping between fragments is answered before the message', async () => {
    using raw = await connectRaw(server.url);
    raw.write(
      part(text, '42["mess'),
      frame(ping, 'here?'),
      part(continuation, 'age","hello"]', true),
    );
    expect(await raw.next()).toEqual({ opcode: pong, payload: Buffer.from('here?') });
    expect(String((await raw.next()).payload)).toBe(BACK);
  });

  test('[PROTO-16] bytes may come in fragments', async () => {
    using raw = await connectRaw(server.url);
    raw.write(frame(text, '451-["message",{"_placeholder":true,"num":0}]'));
    raw.write(
      part(binary, new Uint8Array([1, 2])),
      part(continuation, new Uint8Array([255]), true),
    );
    await raw.next();
    expect(await raw.next()).toEqual({ opcode: binary, payload: Buffer.from([1, 2, 255]) });
  });

  test.each([
    ['a continuation of nothing', [part(continuation, 'x', true)]],
    ['a continuation of nothing that goes on', [part(continuation, 'x')]],
    ['a continuation after the end', [frame(text, '6'), part(continuation, 'x', true)]],
    ['text within text', [part(text, 'x'), frame(text, 'y')]],
    ['bytes within text', [part(text, 'x'), frame(binary, 'y')]],
    ['text within bytes', [part(binary, 'x'), part(text, 'y')]],
    ['a ping in fragments', [part(ping, 'x')]],
    ['a pong in fragments', [part(pong, 'x')]],
    ['a close in fragments', [part(close, '')]],
  ])('[PROTO-16] %s is refused', async (_, frames) => {
    expect(await endOf(...frames)).toBe(1002);
  });

  test('[PROTO-16] a close between fragments ends the connection', async () => {
    expect(await endOf(part(text, '42["mess'), frame(close))).toBe(1005);
  });

  test('[PROTO-16] more fragments than allowed are refused', async () => {
    const many = Array.from({ length: 40 }, () => part(continuation, ''));
    expect(await endOf(part(text, MESSAGE), ...many)).toBe(1008);
  });

  test('[PROTO-16] fragments that are too large together are refused', async () => {
    const half = 'x'.repeat(LARGEST / 2);
    const frames = [part(text, half), part(continuation, half), part(continuation, 'x', true)];
    expect(await endOf(...frames)).toBe(1009);
  });
});

describe('lengths', () => {
  test('[PROTO-16] the largest message passes', async () => {
    using raw = await connectRaw(server.url);
    const words = 'x'.repeat(LARGEST - '42["message",""]'.length);
    raw.write(frame(text, `42["message","${words}"]`));
    expect(String((await raw.next()).payload)).toBe(`42["message-back","${words}"]`);
  });

  test.each([
    ['one byte too many', BigInt(LARGEST + 1)],
    ['64 kB', 65_536n],
    ['4 GB', 2n ** 32n],
    ['more than a double can count', 2n ** 53n],
    ['the largest length', 2n ** 63n - 1n],
    ['a length with its first bit set', 2n ** 63n],
    ['all bits', 2n ** 64n - 1n],
  ])('[PROTO-16] %s is refused before it has arrived', async (_, declared) => {
    expect(await endOf(frame(text, '', { declared }))).toBe(1009);
  });

  test.each([2, 8] as const)(
    '[PROTO-16] a length may be written in %i bytes',
    async (lengthBytes) => {
      await expectEcho(frame(text, MESSAGE, { lengthBytes }));
    },
  );

  test.each([0, 1, 125])(
    '[PROTO-16] a ping of %i bytes is answered with the same',
    async (size) => {
      using raw = await connectRaw(server.url);
      raw.write(frame(ping, 'p'.repeat(size)));
      expect(await raw.next()).toEqual({ opcode: pong, payload: Buffer.from('p'.repeat(size)) });
    },
  );

  test.each([
    ['a ping', ping],
    ['a pong', pong],
    ['a close', close],
  ])('[PROTO-16] %s of 126 bytes is refused', async (_, opcode) => {
    expect(await endOf(frame(opcode, 'x'.repeat(126)))).toBe(1002);
    expect(await endOf(frame(opcode, '', { lengthBytes: 8 }))).toBe(1002);
  });
});

describe('text', () => {
  const bytes = (...values: readonly number[]): Uint8Array =>
    Buffer.concat([Buffer.from('42["message","'), new Uint8Array(values), Buffer.from('"]')]);

  test.each([
    ['a continuation byte alone', [0x80]],
    ['the last continuation byte alone', [0xbf]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong character of three bytes', [0xe0, 0x80, 0xaf]],
    ['an overlong character of four bytes', [0xf0, 0x80, 0x80, 0xaf]],
    ['an overlong NUL', [0xc0, 0x80]],
    ['the first surrogate', [0xed, 0xa0, 0x80]],
    ['the last surrogate', [0xed, 0xbf, 0xbf]],
    ['a pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['a character beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a lead of five bytes', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['a byte FE', [0xfe]],
    ['a byte FF', [0xff]],
    ['half a character of two bytes', [0xc3]],
    ['two thirds of a character', [0xe2, 0x82]],
    ['three quarters of a character', [0xf0, 0x9f, 0x98]],
  ])('[PROTO-16] %s is no text', async (_, values) => {
    expect(await endOf(frame(text, bytes(...values)))).toBe(1007);
  });

  test.each([
    ['the last before the surrogates', [0xed, 0x9f, 0xbf]],
    ['the first after the surrogates', [0xee, 0x80, 0x80]],
    ['the last of three bytes', [0xef, 0xbf, 0xbf]],
    ['the last of Unicode', [0xf4, 0x8f, 0xbf, 0xbf]],
  ])('[PROTO-16] %s is text', async (_, values) => {
    using raw = await connectRaw(server.url);
    raw.write(frame(text, bytes(...values)));
    const character = Buffer.from(values).toString();
    expect(String((await raw.next()).payload)).toBe(`42["message-back","${character}"]`);
  });

  test.each([1, 2, 3])(
    '[PROTO-16] a character may be cut after byte %i by a fragment',
    async (at) => {
      using raw = await connectRaw(server.url);
      const whole = Buffer.from('42["message","🎉"]');
      const cut = whole.indexOf('🎉') + at;
      raw.write(frame(text, whole.subarray(0, cut), { fin: false }));
      raw.write(frame(continuation, whole.subarray(cut)));
      expect(String((await raw.next()).payload)).toBe('42["message-back","🎉"]');
    },
  );

  test('[PROTO-16] what is no text is none in fragments either', async () => {
    const first = frame(text, new Uint8Array([0x34, 0xf0, 0x9f]), { fin: false });
    expect(await endOf(first, frame(continuation, new Uint8Array([0x41])))).toBe(1007);
  });

  test('[PROTO-16] the same bytes in a binary frame are nobody’s attachment, and end the connection', async () => {
    expect(await endOf(frame(binary, bytes(0xff)))).toBe(1005);
  });
});
