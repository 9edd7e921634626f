import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openBystander, type Bystander } from './harness/bystander.ts';
import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { dribble, exchange } from './harness/raw-http.ts';
import { frame, handshake, openRaw, OPCODE, PATH } from './harness/raw-websocket.ts';

let server: EchoServer;
let bystander: Bystander;
beforeAll(async () => {
  server = await startEchoServer({ headersTimeout: 500 });
  bystander = await openBystander(server);
});
afterEach(() => bystander.isUnharmed());
afterAll(async () => {
  bystander[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

/** A request without the line that is to be missing, or with another in its place. */
function changed(pattern: RegExp, line = ''): string {
  return handshake(server.url).text.replace(pattern, line);
}

test.each([
  ['no key', /Sec-WebSocket-Key: .*\r\n/, '', 400],
  ['a key that is too short', /(Sec-WebSocket-Key: ).*/, '$1abc', 400],
  ['a key that is no base64', /(Sec-WebSocket-Key: ).*/, `$1${'!'.repeat(24)}`, 400],
  ['no version', /Sec-WebSocket-Version: 13\r\n/, '', 400],
  ['version 12', /(Sec-WebSocket-Version: )13/, '$112', 400],
  ['a version that is a word', /(Sec-WebSocket-Version: )13/, '$1new', 400],
  ['another protocol to upgrade to', /(Upgrade: )websocket/, '$1h2c', 400],
  ['a POST', /^GET/, 'POST', 400],
  ['a DELETE', /^GET/, 'DELETE', 400],
  ['two lengths', /Host: /, 'Content-Length: 1\r\nContent-Length: 2\r\nHost: ', 400],
  [
    'a length and chunks',
    /Host: /,
    'Content-Length: 1\r\nTransfer-Encoding: chunked\r\nHost: ',
    400,
  ],
  ['a header without a name', /Host: /, ': x\r\nHost: ', 400],
  ['a header with a bare line feed', /Host: /, 'X: a\nb\r\nHost: ', 400],
])('[PROTO-18] a handshake with %s is refused with a status', async (_, pattern, line, status) => {
  expect((await exchange(server.url, changed(pattern, line))).status).toBe(status);
});

test('[PROTO-18] version 12 is told which one is spoken', async () => {
  const { head } = await exchange(server.url, changed(/(Sec-WebSocket-Version: )13/, '$112'));
  expect(head.toLowerCase()).toContain('sec-websocket-version: 13');
});

test('[PROTO-18] extensions and subprotocols that are offered are not taken', async () => {
  using raw = await openRaw(server.url, {
    headers: [
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
      'Sec-WebSocket-Protocol: chat, superchat',
    ],
  });
  expect(raw.head.toLowerCase()).not.toContain('extensions');
  // One of those that were offered, or none.
  expect(/sec-websocket-protocol: (.*)/i.exec(raw.head)?.[1] ?? 'chat').toBe('chat');
});

test('[PROTO-18] extensions that can’t be read are ignored or refused', async () => {
  const { text } = handshake(server.url, { headers: ['Sec-WebSocket-Extensions: ;;=,"'] });
  expect([101, 400]).toContain((await exchange(server.url, text)).status);
});

test('[PROTO-18] a handshake may arrive byte by byte', async () => {
  const { text } = handshake(server.url);
  const { status } = await exchange(server.url, (tcp) => void dribble(tcp, text));
  expect(status).toBe(101);
});

test('[PROTO-18] frames that come in one packet with the handshake are heard', async () => {
  using raw = await openRaw(server.url, { first: frame(OPCODE.text, '40/nowhere,') });
  await raw.next();
  expect(String((await raw.next()).payload)).toContain('44/nowhere,');
});

test.each([
  ['says nothing', ''],
  ['stops in the middle of a line', 'GET /socket.io/?EIO'],
  ['stops before the last line', `GET ${PATH} HTTP/1.1\r\nHost: localhost\r\n`],
])('[PROTO-18] who %s is cut off', async (_, text) => {
  const { status, ms } = await exchange(server.url, text);
  expect([0, 408]).toContain(status);
  expect(ms).toBeGreaterThan(400);
  expect(ms).toBeLessThan(6_000);
});

test('[PROTO-18] who goes on sending headers, one a moment, is cut off', async () => {
  const { status } = await exchange(server.url, (tcp) => {
    tcp.write(`GET ${PATH} HTTP/1.1\r\nHost: localhost\r\n`);
    const drip = setInterval(() => tcp.write('X-A: b\r\n'), 50);
    tcp.once('close', () => clearInterval(drip));
  });
  expect([0, 408]).toContain(status);
});

test.each([
  ['70 headers', Array.from({ length: 70 }, (_, n) => `X-${n}: y`)],
  ['1,000 headers', Array.from({ length: 1_000 }, (_, n) => `X-${n}: y`)],
  ['5,000 headers', Array.from({ length: 5_000 }, (_, n) => `X-${n}: y`)],
  ['one header of 100 kB', [`X: ${'y'.repeat(100_000)}`]],
  ['a cookie of 20 kB', [`Cookie: ${'y'.repeat(20_000)}`]],
])('[PROTO-18] a handshake with %s is refused', async (_, headers) => {
  const { text } = handshake(server.url, { headers });
  expect((await exchange(server.url, text)).status).toBe(431);
});

test('[PROTO-18] a flood of headers in front of the ones that matter is refused', async () => {
  const flood = `${'X-A: b\r\n'.repeat(200)}Host: `;
  const { status } = await exchange(server.url, changed(/Host: /, flood));
  expect(status).toBe(431);
});

test('[PROTO-18] an upgrade that nobody handles is cut', async () => {
  const { text } = handshake(server.url, { path: '/elsewhere' });
  expect((await exchange(server.url, text)).status).toBe(0);
});

test.each([
  '/socket.io/?EIO=4&transport=websocket&sid=%00',
  '/socket.io/?EIO=4&transport=websocket&sid=%ff%fe',
  '/socket.io/?EIO=4&transport=websocket&sid=toString',
  '/socket.io/?EIO=4&transport=websocket&EIO=3',
  '/socket.io/?EIO=4&transport=websocket&transport=polling',
  '/socket.io/?EIO[]=4&transport[]=websocket',
  '/socket.io/?__proto__=1&EIO=4&transport=constructor',
  '/socket.io/?%',
  '/socket.io/?EIO=4;transport=websocket',
  '/socket.io/../../etc/passwd',
  'http://elsewhere.example/socket.io/?EIO=4&transport=websocket',
  '//socket.io/?EIO=4&transport=websocket',
  '*',
])('[PROTO-18] the address %s opens nothing', async (path) => {
  const { status } = await exchange(server.url, handshake(server.url, { path }).text);
  expect([0, 101, 400, 404]).toContain(status);
});
