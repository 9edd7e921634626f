import { connect as connectTcp } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../harness/stack.ts';

let stack: Stack;
let mallory: TestPerson;
let bystander: Device;

beforeAll(async () => {
  stack = await startStack({
    limits: { packetsBurst: 5_000, connectionsPerPerson: 1_000, joinsPerSecond: 1_000 },
  });
  mallory = await stack.participant('Mallory');
  bystander = await stack.joined(await stack.participant('Bystander'));
});
afterAll(() => stack[Symbol.asyncDispose]());

/** The process lives, nobody else was disturbed, and nothing went unhandled. */
async function expectUnharmed(): Promise<void> {
  const { eventId } = stack;
  const answer = await bystander.request('join-event', { eventId });
  expect(answer.ok).toBe(true);
  expect(stack.node().logged()).not.toContain('A request failed');
}

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

const payloads: readonly (readonly unknown[])[] = [
  [],
  [null],
  [42],
  [Number.NaN],
  [true],
  ['text'],
  [[]],
  [{}],
  [[[[]]]],
  [deep(3_000)],
  [Buffer.from('binary')],
  [{ eventId: Buffer.from('binary') }],
  [{ eventId: null }],
  [{ eventId: 42 }],
  [{ eventId: {} }],
  [{ eventId: ['a'] }],
  [{ eventId: '' }],
  [{ eventId: '../etc/passwd' }],
  [{ eventId: '__proto__' }],
  [{ eventId: 'constructor' }],
  [{ eventId: 'x'.repeat(65) }],
  [{ eventId: 'a\0b' }],
  [{ eventId: "'; drop table message; --" }],
  [JSON.parse('{"eventId":"a","__proto__":{"isAdmin":true}}')],
  [{ eventId: 'a', content: { toString: 'x' } }],
  [{ eventId: 'a', content: deep(1_000) }],
  [{ eventId: 'a', extra: 1 }],
  [{}, {}, {}, {}],
];
const names = ['join-event', 'leave-event', 'send-message', 'typing', 'stop-typing'];

test.each(names)('[CONN-8] %s takes no harm from any payload', async (name) => {
  const device = await stack.connect(mallory);
  for (const payload of payloads) {
    const answer: unknown = await device.socket.timeout(5_000).emitWithAck(name, ...payload);
    expect(answer).toMatchObject({ ok: expect.any(Boolean) });
    device.emit(name, ...payload);
    // Something that is no function in the place of the callback.
    for (const bogus of ['ack', 1, null, {}, []]) device.emit(name, ...payload, bogus);
  }
  await device.settle();
  expect(device.socket.connected).toBe(true);
  await expectUnharmed();
});

test('[CONN-9] a refusal goes to the callback or to the notice, names the request, and repeats nothing', async () => {
  const device = await stack.connect(mallory);
  const secret = 'what-was-sent';
  const answer = await device.request('send-message', { eventId: secret + '!', content: secret });
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', retryable: false } });
  expect(device.of('error')).toEqual([]);
  device.emit('send-message', { [secret]: 1 });
  device.emit(secret, { eventId: 'a' });
  await device.settle();
  expect(device.of('error')).toMatchObject([
    { code: 'invalid', request: 'send-message', message: expect.any(String) },
    { code: 'invalid', message: expect.stringContaining('no such request') },
  ]);
  expect(JSON.stringify([answer, device.notices])).not.toContain(secret);
});

const NAMES_OF_HARM = ['error', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'x'];

test.each(NAMES_OF_HARM)('[CONN-8] a request of the name %j is refused', async (name) => {
  const device = await stack.connect(mallory);
  expect(await device.socket.timeout(5_000).emitWithAck(name, {})).toMatchObject({
    ok: false,
    error: { code: 'invalid' },
  });
  device.emit(name);
  await device.settle();
  await expectUnharmed();
});

const frames: readonly string[] = [
  '42["error"]',
  '42["connect"]',
  '42["disconnect"]',
  '42["disconnecting"]',
  '42["newListener"]',
  '42[]',
  '42{}',
  '42null',
  '42[1]',
  '42["__proto__"]',
  '42' + '['.repeat(5_000),
  '42["typing",' + '['.repeat(5_000) + ']'.repeat(5_000) + ']',
  '451-["typing",{"_placeholder":true,"num":0}]',
  '451-',
  '450-["typing"]',
  '459000000000-["typing",{"_placeholder":true,"num":0}]',
  '451-["typing",{"_placeholder":true,"num":9007199254740993}]',
  '451-["typing",{"_placeholder":true,"num":"__proto__"}]',
  '43999[]',
  '431["x"]',
  '40{"token":1}',
  '40/admin,{}',
  '40/__proto__,',
  '41',
  '44{}',
  '49',
  '4',
  '9',
  '',
  '2probe',
  '42["send-message",{"eventId":"a","content":"\\ud800"}]',
  '42["typing",{"eventId":1e400}]',
];

async function sendRaw(device: Device, frame: string): Promise<void> {
  const { engine } = device.socket.io;
  const { ws } = engine.transport as unknown as { ws: { send(data: string): void } };
  ws.send(frame);
  // Either the server closed the connection or it still answers on it.
  await Promise.race([
    waitUntil(() => !device.socket.connected, 'the end', 3_000),
    device.settle().catch(() => {}),
  ]);
}

test.each(frames)('[CONN-8] the frame %s disturbs nobody', async (frame) => {
  const device = await stack.connect(mallory, { reconnection: false });
  await sendRaw(device, frame);
  device.socket.disconnect();
  await expectUnharmed();
});

/** One HTTP exchange, byte by byte. Resolves to the status line, or to what cut it short. */
function exchange(request: string): Promise<string> {
  const { port, hostname } = new URL(stack.node().url);
  return new Promise((resolve) => {
    const socket = connectTcp(Number(port), hostname, () => socket.write(request));
    socket.setTimeout(3_000, () => socket.destroy());
    let heard = '';
    socket.on('data', (chunk) => {
      heard += String(chunk);
      if (heard.includes('\r\n')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard.split('\r\n')[0] ?? ''));
  });
}

const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
const requests: readonly (readonly [string, string])[] = [
  ['sid=__proto__', 'GET /socket.io/?EIO=4&transport=polling&sid=__proto__ HTTP/1.1\r\n'],
  ['a bad transport', 'GET /socket.io/?EIO=4&transport=__proto__ HTTP/1.1\r\n'],
  [
    'an upgrade without EIO',
    `GET /socket.io/?transport=websocket HTTP/1.1\r\n${upgrade}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`,
  ],
  ['an upgrade without a key', `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${upgrade}`],
  ['an upgrade elsewhere', `GET /elsewhere HTTP/1.1\r\n${upgrade}`],
  [
    '2,000 headers',
    `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${'X-A: b\r\n'.repeat(2_000)}`,
  ],
  [
    'a POST of octets',
    'POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nContent-Type: application/octet-stream\r\nContent-Length: 1\r\n\r\nx',
  ],
  ['a huge path', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n`],
  ['no HTTP', 'hello\r\n'],
  ['protocol 3', 'GET /socket.io/?EIO=3&transport=polling HTTP/1.1\r\n'],
];

test.each(requests)('[CONN-8] %s over HTTP disturbs nobody', async (_, head) => {
  const before = stack.node().server.stats().sockets;
  const status = await exchange(`${head}Host: localhost\r\n\r\n`);
  // The version is looked at after the upgrade, and the connection closed then.
  if (!status.includes(' 101 ')) expect(status).not.toContain(' 200 ');
  expect(stack.node().server.stats().sockets).toBeLessThanOrEqual(before);
  await expectUnharmed();
});
