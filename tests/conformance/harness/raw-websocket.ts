import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface FrameOptions {
  readonly fin?: boolean;
  /** The three reserved bits, as a number of 0 to 7. */
  readonly rsv?: number;
  readonly masked?: boolean;
  /** Four bytes; random ones if left out. */
  readonly mask?: Uint8Array;
  /** Bytes of the length field, 0, 2 or 8, where it is not to be the shortest. */
  readonly lengthBytes?: 0 | 2 | 8;
  /** What the length field says, where that is not to be the truth. */
  readonly declared?: bigint;
}

/** One WebSocket frame, as right or as wrong as asked. */
export function frame(
  opcode: number,
  payload: string | Uint8Array = '',
  options: FrameOptions = {},
): Buffer {
  const { fin = true, rsv = 0, masked = true, declared, lengthBytes } = options;
  const data = Buffer.from(payload);
  const length = lengthField(declared ?? BigInt(data.length), lengthBytes);
  const first = Buffer.from([(fin ? 0x80 : 0) | (rsv << 4) | opcode]);
  if (!masked) return Buffer.concat([first, length, data]);
  length.writeUInt8(length.readUInt8() | 0x80);
  return Buffer.concat([first, length, ...masking(data, options.mask)]);
}

function masking(data: Buffer, mask: Uint8Array = randomBytes(4)): readonly Uint8Array[] {
  return [mask, data.map((byte, index) => byte ^ (mask[index % 4] ?? 0))];
}

function lengthField(length: bigint, lengthBytes?: 0 | 2 | 8): Buffer {
  const shortest = length < 126n ? 0 : length < 65_536n ? 2 : 8;
  const field = Buffer.alloc(1 + (lengthBytes ?? shortest), Number(length & 0x7fn));
  if (field.length === 3) field.writeUInt16BE(Number(length), 1);
  if (field.length === 9) field.writeBigUInt64BE(length, 1);
  if (field.length > 1) field[0] = field.length === 3 ? 126 : 127;
  return field;
}

/** The payload of a close frame. */
export function closing(code: number, reason: string | Uint8Array = ''): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}

export interface Heard {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** How a connection ended: the server's close code, 1005 for one without, or that it was cut. */
export type End = number | 'cut';

/** A WebSocket of bytes, over TCP. */
export interface RawWebSocket extends Disposable {
  /** The status line and headers of the server's answer. */
  readonly head: string;
  readonly tcp: Socket;
  write(...frames: readonly Uint8Array[]): void;
  /** The server's next frame that is not in the heartbeat. Fails when the connection ends instead. */
  next(): Promise<Heard>;
  readonly ended: Promise<End>;
}

/** Longest wait for anything that a test expects. */
const WAIT_MS = 8_000;

export interface HandshakeOptions {
  readonly path?: string;
  /** Lines of the request in place of, or beside, the usual ones. */
  readonly headers?: readonly string[];
  /** Frames that are sent in one packet with the handshake. */
  readonly first?: Uint8Array;
}

export const PATH = '/socket.io/?EIO=4&transport=websocket';

export function handshake(server: string, { path = PATH, headers = [] }: HandshakeOptions = {}) {
  const key = randomBytes(16).toString('base64');
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  const text = [
    `GET ${path} HTTP/1.1`,
    `Host: ${new URL(server).host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...headers,
    '\r\n',
  ].join('\r\n');
  return { text, accept: accept.digest('base64') };
}

/** Opens a connection and waits for the end of the server's answer. Fails unless it is an upgrade. */
export async function openRaw(
  server: string,
  options: HandshakeOptions = {},
): Promise<RawWebSocket> {
  const { port, hostname } = new URL(server);
  const tcp = connect({ port: Number(port), host: hostname, noDelay: true, allowHalfOpen: true });
  const frames: Heard[] = [];
  let head = '';
  let received = Buffer.alloc(0);
  let end: End | null = null;
  let wake = (): void => {};
  const ended = new Promise<End>((resolve) => {
    tcp.on('error', () => {});
    tcp.on('end', () => tcp.end());
    tcp.on('close', () => {
      end ??= 'cut';
      resolve(end);
      wake();
    });
  });
  tcp.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (head === '') head = takeHead();
    if (head !== '') takeFrames();
    wake();
  });
  const { text, accept } = handshake(server, options);
  tcp.write(Buffer.concat([Buffer.from(text), options.first ?? Buffer.alloc(0)]));

  function takeHead(): string {
    const at = received.indexOf('\r\n\r\n');
    if (at === -1) return '';
    const taken = received.toString('latin1', 0, at);
    received = received.subarray(at + 4);
    return taken;
  }

  function takeFrames(): void {
    for (let one = parseFrame(received); one !== null; one = parseFrame(received)) {
      received = received.subarray(one.bytes);
      if (one.opcode === OPCODE.close) {
        end = one.payload.length >= 2 ? one.payload.readUInt16BE() : 1005;
        // As a client should: answers, and leaves it to the server to end the connection.
        if (!tcp.writableEnded) tcp.write(frame(OPCODE.close, one.payload));
      } else if (one.payload.toString() === '2') {
        tcp.write(frame(OPCODE.text, '3'));
      } else {
        frames.push({ opcode: one.opcode, payload: one.payload });
      }
    }
  }

  async function until(isTrue: () => boolean, what: string): Promise<void> {
    const deadline = performance.now() + WAIT_MS;
    while (!isTrue()) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`${what} did not come`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  await until(() => head !== '' || end !== null, 'the answer to the handshake');
  if (!head.includes(' 101 ') || !head.includes(accept)) {
    tcp.destroy();
    throw new Error(`this was no upgrade: ${head.split('\r\n')[0] ?? ''}`);
  }

  return {
    head,
    tcp,
    write: (...some) => void tcp.write(Buffer.concat(some)),
    async next() {
      await until(() => frames.length > 0 || end !== null, 'a frame');
      const first = frames.shift();
      if (first === undefined) throw new Error(`the connection ended: ${String(end)}`);
      return first;
    },
    ended,
    [Symbol.dispose]: () => void tcp.destroy(),
  };
}

/** `null`: it is not all there yet. Servers do not mask. */
function parseFrame(bytes: Buffer): (Heard & { readonly bytes: number }) | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + wide) return null;
  const length =
    wide === 0 ? short : wide === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const total = 2 + wide + length;
  if (bytes.length < total) return null;
  const payload = Buffer.from(bytes.subarray(2 + wide, total));
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload, bytes: total };
}

/** Opens a connection, and is in the main namespace; the echo says one thing more at first. */
export async function connectRaw(server: string, auth?: object): Promise<RawWebSocket> {
  const raw = await openRaw(server);
  raw.write(frame(OPCODE.text, `40${auth === undefined ? '' : JSON.stringify(auth)}`));
  // The open packet, and the answer to CONNECT.
  for (let n = 0; n < (auth === undefined ? 3 : 2); n += 1) await raw.next();
  return raw;
}
