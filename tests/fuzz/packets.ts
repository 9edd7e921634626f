import type { Random } from '../../torture/random.ts';
import { jsonText, requestText, type Places } from './json.ts';

const REQUESTS = ['join-event', 'sync', 'leave-event', 'send-message', 'typing', 'stop-typing'];
const NAMES = [
  ...REQUESTS,
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
  'error',
  '__proto__',
  'constructor',
  'toString',
  '',
  'x',
];
const NAMESPACES = ['', '/,', '/custom,', '/__proto__,', '/%00,', '/a?b=c,', '/,/,', ',', '/'];
const IDS = ['', '0', '1', '7', '9007199254740993', '99999999999999999999', '-1', '1.5', 'abc'];
const COUNTS = ['0-', '1-', '2-', '10-', '11-', '-1-', '1e3-', '999999999-', '-', '1', 'x-'];

/** What goes over one connection as one message: text, or bytes. */
export type Packet = string | Uint8Array;

/** One packet of Engine.IO: mostly a message of Socket.IO, mostly nearly right. */
export function packet(random: Random, places: Places): Packet {
  const dice = random.next();
  if (dice < 0.82) return `4${socketPacket(random, places)}`;
  if (dice < 0.88) return randomBytes(random, random.int(0, 64));
  if (dice < 0.96) return random.pick(['0', '1', '2', '2probe', '3', '3probe', '5', '6', '7', '']);
  return text(random);
}

function socketPacket(random: Random, places: Places): string {
  if (random.chance(0.7)) {
    const id = random.chance(0.5) ? String(random.int(0, 999)) : '';
    const rest = random.chance(0.05) ? `,${jsonText(random)}` : '';
    return `2${id}["${random.pick(REQUESTS)}",${requestText(random, places)}${rest}]`;
  }
  const type = random.chance(0.9) ? String(random.int(0, 6)) : random.pick(['7', '9', 'x', '-1']);
  const count = type === '5' || type === '6' ? random.pick(COUNTS) : '';
  const namespace = random.chance(0.3) ? random.pick(NAMESPACES) : '';
  return `${type}${count}${namespace}${random.pick(IDS)}${payload(random, places)}`;
}

function payload(random: Random, places: Places): string {
  const dice = random.next();
  if (dice < 0.1) return '';
  if (dice < 0.3) return jsonText(random);
  const name = random.chance(0.9) ? `"${random.pick(NAMES)}"` : jsonText(random, 3);
  const args = Array.from({ length: random.int(0, 3) }, () =>
    random.chance(0.5) ? requestText(random, places) : jsonText(random),
  );
  return `[${[name, ...args].join(',')}]`;
}

/** Any characters at all. */
function text(random: Random): string {
  const units = Array.from({ length: random.int(0, 40) }, () => random.int(0, 0xffff));
  return String.fromCharCode(...units);
}

export function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.int(0, 255));
}

/** The same bytes with a few of them changed, added, doubled or gone. */
export function mutate(random: Random, bytes: Uint8Array): Buffer {
  let changed = Buffer.from(bytes);
  for (let n = random.int(1, 4); n > 0; n -= 1) {
    const at = random.int(0, changed.length);
    const [before, after] = [changed.subarray(0, at), changed.subarray(at)];
    switch (random.int(0, 4)) {
      case 0:
        changed = Buffer.concat([before, randomBytes(random, random.int(1, 8)), after]);
        break;
      case 1:
        changed = Buffer.concat([before, after.subarray(random.int(1, 8))]);
        break;
      case 2:
        changed = Buffer.concat([before, after, after.subarray(0, random.int(1, 200))]);
        break;
      case 3:
        changed = Buffer.from(before);
        break;
      default:
        changed = Buffer.concat([before, randomBytes(random, 1), after.subarray(1)]);
    }
  }
  return changed;
}
