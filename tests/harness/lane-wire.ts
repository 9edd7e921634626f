import { EventEmitter } from 'node:events';

/** What has gone out: an entry, or something else that was sent when the log went up to `others`. */
export type Arrival =
  | { readonly seq: number; readonly after: number; readonly offset: unknown }
  | { readonly others: number };

interface Packet {
  readonly data: string;
  readonly frame: Buffer | null;
}

interface FrameOptions {
  readonly wsPreEncodedFrame?: readonly Buffer[];
}

/**
 * What lanes know of a connection, as Engine.IO, `ws` and Node have it: packets wait in the write buffer while
 * a transport is not writable; a WebSocket hands frames to a stream, which keeps what the kernel does not take.
 */
export class LaneWire extends EventEmitter {
  readonly readyState = 'open';
  upgrading = false;
  writeBuffer: Packet[] = [];
  transport: object = { name: 'polling' };
  readonly arrived: Arrival[] = [];
  /** The most packets that have waited at once when lanes had added some, and the most bytes in the stream. */
  peak = 0;
  peakBytes = 0;
  largestWrite = 0;
  /** The last piece that lanes gave to the stream. */
  lastPiece: Buffer | null = null;
  /** Whether the stream was told to wait for more. */
  isHeld = false;
  /** What the stream keeps. */
  #kept: Buffer[] = [];
  #isStalled = false;
  #isWritable = true;
  #isWebSocket = false;

  constructor(isWebSocket: boolean) {
    super();
    if (isWebSocket) this.#upgrade();
  }

  /** Whether nothing waits anywhere. */
  get isEmpty(): boolean {
    return this.writeBuffer.length === 0 && this.#kept.length === 0;
  }

  /** Engine.IO's way. */
  write(data: string, options: FrameOptions = {}): void {
    this.emit('packetCreate', { type: 'message', options });
    const [frame = null] = options.wsPreEncodedFrame ?? [];
    this.writeBuffer.push({ data, frame });
    if (frame !== null) this.peak = Math.max(this.peak, this.writeBuffer.length);
    this.#flush();
  }

  /** The reader takes nothing on for now. */
  stall(): void {
    this.#isStalled = true;
  }

  /** Begins to change to a WebSocket, or ends that. */
  upgrade(): void {
    if (this.#isWebSocket) return;
    if (this.upgrading) this.#upgrade();
    else this.upgrading = true;
  }

  /** The reader takes some of what waits. */
  drain(count: number): void {
    if (!this.#isWebSocket) {
      for (const { data } of this.writeBuffer.splice(0, count)) this.#arrive(data);
      this.emit('drain');
      return;
    }
    for (const bytes of this.#kept.splice(0, count)) this.#read(bytes);
    if (this.#kept.length > 0) return;
    this.#isStalled = false;
    // The stream is empty before Engine.IO hears of it.
    setImmediate(() => {
      this.#isWritable = this.#kept.length === 0;
      this.#flush();
    });
  }

  #upgrade(): void {
    const keptBytes = (): number => this.#keptBytes;
    const stream = {
      get writableLength() {
        return keptBytes();
      },
      write: (bytes: Buffer) => this.#write((this.lastPiece = bytes)),
      // What is held back until the tick's end is as good as sent.
      cork: () => void (this.isHeld = true),
      uncork: () => void (this.isHeld = false),
    };
    const socket = { readyState: 1, extensions: '', bufferedAmount: 0, _socket: stream };
    this.transport = { name: 'websocket', socket };
    this.#isWebSocket = true;
    this.upgrading = false;
    this.#flush();
  }

  get #keptBytes(): number {
    return this.#kept.reduce((sum, { length }) => sum + length, 0);
  }

  #flush(): void {
    if (!this.#isWebSocket || !this.#isWritable || this.writeBuffer.length === 0) return;
    const packets = this.writeBuffer;
    this.writeBuffer = [];
    for (const { data, frame } of packets) this.#write(frame ?? shortFrame(data));
    // The transport's callback comes when the stream keeps nothing any more.
    this.#isWritable = this.#kept.length === 0;
    this.emit('drain');
  }

  #write(bytes: Buffer): boolean {
    this.largestWrite = Math.max(this.largestWrite, bytes.length);
    if (!this.#isStalled && this.#kept.length === 0) this.#read(bytes);
    else this.#kept.push(bytes);
    this.peakBytes = Math.max(this.peakBytes, this.#keptBytes);
    return this.#keptBytes === 0;
  }

  /** Whole frames of RFC 6455, unmasked. */
  #read(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (bytes[at] !== 0x81) throw new Error('not the beginning of a text frame');
      const short = bytes.readUInt8(at + 1);
      const from = at + (short === 126 ? 4 : 2);
      at = from + (short === 126 ? bytes.readUInt16BE(at + 2) : short);
      if (at > bytes.length) throw new Error('a frame is cut off');
      this.#arrive(bytes.toString('utf8', from + 1, at));
    }
  }

  #arrive(data: string): void {
    const [name, payload, offset] = JSON.parse(data.slice(1)) as [string, never, unknown];
    if (name === 'other') this.arrived.push({ others: payload });
    else this.arrived.push({ ...(payload as { seq: number; after: number }), offset });
  }
}

/** Of a packet that no lane has encoded. */
const shortFrame = (data: string): Buffer =>
  Buffer.from(`\u0000\u00004${data}`)
    .fill(0x81, 0, 1)
    .fill(data.length + 1, 1, 2);
