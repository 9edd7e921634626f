import { connect, type Socket } from 'node:net';

import type { Random } from '../../torture/random.ts';
import { SEPARATOR } from '../conformance/harness/polling.ts';
import { frame, handshake, OPCODE } from '../conformance/harness/raw-websocket.ts';
import { httpRequest } from './http.ts';
import { jsonText, requestText, type Places } from './json.ts';
import { mutate, packet, randomBytes, type Packet } from './packets.ts';

export interface Attack extends Places {
  readonly url: string;
  /** Of sessions that are good; others are made up. */
  readonly tokens: readonly string[];
  /** Sessions over HTTP that are open, or were. */
  readonly sids: string[];
  /** Counts what is sent, and waits so that it is not more than agreed. */
  sent(packets: number): Promise<void>;
  readonly isOver: () => boolean;
}

/** One connection, from its beginning to its end. Never throws. */
export type Attacker = (random: Random, attack: Attack) => Promise<void>;

const POLITE = ['join-event', 'sync', 'leave-event', 'send-message', 'typing', 'stop-typing'];
const HEAD_MS = 2_000;

/** What a well-behaved client could send; wrong only in what it says. */
function politePacket(random: Random, places: Places): string {
  for (;;) {
    const id = random.chance(0.5) ? random.int(0, 99) : '';
    const args = `["${random.pick(POLITE)}",${requestText(random, places)}]`;
    if (isJson(args)) return `42${id}${args}`;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function connectPacket(random: Random, { tokens }: Attack): string {
  if (random.chance(0.05)) return `40${jsonText(random)}`;
  const token = random.chance(0.9) ? `"${random.pick(tokens)}"` : jsonText(random, 4);
  const more = random.chance(0.4)
    ? `,"${random.pick(['v', 'resume'])}":${random.pick(['1', 'true'])}`
    : '';
  const place = random.chance(0.2)
    ? `,"pid":${jsonText(random, 4)},"offset":${jsonText(random, 4)}`
    : '';
  return `40{"token":${token}${more}${place}}`;
}

/** A message as one frame, or as several, or as something that is no frame. */
function framesOf(random: Random, message: Packet): Buffer {
  const opcode = typeof message === 'string' ? OPCODE.text : OPCODE.binary;
  const mask = randomBytes(random, 4);
  const dice = random.next();
  if (dice < 0.9) return frame(opcode, message, { mask });
  if (dice < 0.93) return mutate(random, frame(opcode, message, { mask }));
  if (dice < 0.96) return inFragments(random, opcode, Buffer.from(message));
  return frame(random.int(0, 15), message, {
    mask,
    fin: random.chance(0.7),
    rsv: random.chance(0.5) ? 0 : random.int(1, 7),
    masked: random.chance(0.9),
    ...(random.chance(0.2) && { lengthBytes: 8, declared: BigInt(random.int(0, 2 ** 40)) }),
  });
}

function inFragments(random: Random, opcode: number, message: Buffer): Buffer {
  const parts = random.int(2, 40);
  const size = Math.ceil(message.length / parts);
  return Buffer.concat(
    Array.from({ length: parts }, (_, index) =>
      frame(
        index === 0 ? opcode : OPCODE.continuation,
        message.subarray(index * size, (index + 1) * size),
        {
          fin: index === parts - 1,
          mask: randomBytes(random, 4),
        },
      ),
    ),
  );
}

export const byWebSocket: Attacker = async (random, attack) => {
  const sid =
    random.chance(0.1) && attack.sids.length > 0 ? `&sid=${random.pick(attack.sids)}` : '';
  const path = `/socket.io/?EIO=4&transport=websocket${sid}`;
  const isPolite = random.chance(0.5);
  const tcp = await open(attack.url);
  tcp.write(handshake(attack.url, { path }).text);
  await somethingFrom(tcp, HEAD_MS);
  if (sid !== '') tcp.write(frame(OPCODE.text, '2probe'));
  tcp.write(
    frame(random.chance(0.95) ? OPCODE.text : OPCODE.binary, connectPacket(random, attack)),
  );
  // Whoever waits for the answer is inside; whoever does not is closed for its haste.
  if (isPolite || random.chance(0.7)) await somethingFrom(tcp, HEAD_MS);
  for (let left = random.int(1, 60); left > 0 && !tcp.destroyed && !attack.isOver(); left -= 1) {
    const count = random.int(1, 20);
    const bytes = Array.from({ length: count }, () =>
      isPolite
        ? frame(OPCODE.text, politePacket(random, attack))
        : framesOf(random, packet(random, attack)),
    );
    tcp.write(Buffer.concat(bytes));
    await attack.sent(count);
  }
  await leave(random, tcp);
};

export const byPolling: Attacker = async (random, attack) => {
  const base = `${attack.url}/socket.io/?EIO=4&transport=polling`;
  const ask = (url: string, init: RequestInit = {}): Promise<string> =>
    fetch(url, { ...init, signal: AbortSignal.timeout(3_000) })
      .then((response) => response.text())
      .catch(() => '');
  const sid = /"sid":"([^"]*)"/.exec(await ask(base))?.[1] ?? '';
  const session = `${base}&sid=${sid}`;
  attack.sids.splice(0, Math.max(0, attack.sids.length - 20));
  attack.sids.push(sid);
  const post = (body: string): Promise<string> => ask(session, { method: 'POST', body });
  await post(connectPacket(random, attack));
  await ask(session);
  for (let left = random.int(1, 10); left > 0 && !attack.isOver(); left -= 1) {
    const count = random.int(1, 30);
    const packets = Array.from({ length: count }, () => {
      const one = random.chance(0.7) ? politePacket(random, attack) : packet(random, attack);
      return typeof one === 'string' ? one : `b${Buffer.from(one).toString('base64')}`;
    });
    const body = packets.join(SEPARATOR);
    const isFine = random.chance(0.9);
    const sending = post(isFine ? body : mutate(random, Buffer.from(body)).toString('latin1'));
    const polling = random.chance(0.5) ? ask(session) : Promise.resolve('');
    await attack.sent(count);
    await Promise.race([sending, polling.then(() => sending)]);
  }
  if (random.chance(0.9)) await post('1');
};

export const byTcp: Attacker = async (random, attack) => {
  const tcp = await open(attack.url);
  for (let left = random.int(1, 4); left > 0 && !tcp.destroyed && !attack.isOver(); left -= 1) {
    const bytes = httpRequest(random, attack.sids);
    const cut = random.chance(0.3) ? random.int(0, bytes.length) : bytes.length;
    tcp.write(bytes.subarray(0, cut));
    if (cut < bytes.length) await new Promise((resolve) => setImmediate(resolve));
    if (!tcp.destroyed) tcp.write(bytes.subarray(cut));
    await attack.sent(1);
    await somethingFrom(tcp, 100);
  }
  await leave(random, tcp);
};

async function open(url: string): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const tcp = connect({ port: Number(port), host: hostname, noDelay: true });
  tcp.on('error', () => {});
  tcp.on('data', () => {});
  await new Promise<void>((resolve) => {
    tcp.once('connect', () => resolve());
    tcp.once('close', () => resolve());
  });
  return tcp;
}

/** Resolves with the next bytes, with the end, or after a while. */
function somethingFrom(tcp: Socket, ms: number): Promise<void> {
  if (tcp.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      tcp.off('data', done).off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    tcp.on('data', done).on('close', done);
  });
}

async function leave(random: Random, tcp: Socket): Promise<void> {
  if (tcp.destroyed) return;
  switch (random.int(0, 3)) {
    case 0:
      tcp.resetAndDestroy();
      return;
    case 1:
      tcp.write(frame(OPCODE.close, Uint8Array.of(3, 232)));
      await somethingFrom(tcp, 100);
      break;
    case 2:
      tcp.pause();
      await somethingFrom(tcp, 200);
      break;
    default:
      tcp.end();
      await somethingFrom(tcp, 100);
  }
  tcp.destroy();
}
