import type { Random } from '../../torture/random.ts';
import { mutate } from './packets.ts';

const METHODS = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'TRACE',
  'X',
];
const PATHS = [
  '/socket.io/',
  '/socket.io/',
  '/socket.io/',
  '/socket.io',
  '/healthz',
  '/readyz',
  '/',
  '*',
];
const PARAMETERS = [
  'EIO',
  'transport',
  'sid',
  't',
  'b64',
  'j',
  '__proto__',
  'constructor',
  'EIO[]',
];
const VALUES = [
  '4',
  '3',
  '',
  'polling',
  'websocket',
  'webtransport',
  '__proto__',
  '%00',
  '%ff',
  '%',
];
const HEADERS = [
  'Origin',
  'Cookie',
  'Content-Type',
  'Content-Length',
  'Transfer-Encoding',
  'Expect',
  'Upgrade',
  'Connection',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Version',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Protocol',
  'Accept-Encoding',
  'User-Agent',
  'Host',
  'X',
];
const HEADER_VALUES = [
  '',
  'chunked',
  'websocket',
  'Upgrade',
  'application/octet-stream',
  'text/plain;charset=UTF-8',
  'null',
  'https://elsewhere.example',
  'http://localhost:8081',
  'http://[::1',
  'permessage-deflate; server_max_window_bits=99',
  'permessage-deflate; =; ;,',
  '13',
  '-1',
  '99999999999',
  'gzip;q=9, *;q=0',
  '100-continue',
  'dGhlIHNhbXBsZSBub25jZQ==',
  'ÿþ',
];

/** One HTTP request, byte by byte, from nearly right to nonsense. */
export function httpRequest(random: Random, sids: readonly string[]): Buffer {
  const query = Array.from({ length: random.int(0, 5) }, () => {
    const value = random.chance(0.2) && sids.length > 0 ? random.pick(sids) : random.pick(VALUES);
    return `${random.pick(PARAMETERS)}=${value}`;
  });
  const usual = random.chance(0.6)
    ? ['EIO=4', `transport=${random.pick(['polling', 'websocket'])}`]
    : [];
  const target = `${random.pick(PATHS)}?${[...usual, ...query].join('&')}`;
  const body = random.chance(0.3) ? '4'.repeat(random.int(0, 40_000)) : '';
  const headers = Array.from({ length: random.chance(0.02) ? 500 : random.int(0, 8) }, () => {
    const value = random.chance(0.9)
      ? random.pick(HEADER_VALUES)
      : 'y'.repeat(random.int(0, 9_000));
    return `${random.pick(HEADERS)}: ${value}`;
  });
  if (random.chance(0.8)) headers.unshift('Host: localhost');
  if (body !== '' && random.chance(0.8)) headers.push(`Content-Length: ${body.length}`);
  const head = `${random.pick(METHODS)} ${target} HTTP/1.${random.chance(0.95) ? 1 : 0}`;
  const whole = Buffer.from([head, ...headers, '', body].join('\r\n'), 'latin1');
  return random.chance(0.25) ? mutate(random, whole) : whole;
}
