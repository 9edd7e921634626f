import { connect, type Socket } from 'node:net';

/** One packet, where it was read into, and when; valid until the next is read. */
export interface Piece {
  bytes: Buffer;
  from: number;
  to: number;
  at: number;
}

/** Takes what is whole of `bytes` up to `end`, and says how much that was. */
export type Consume = (bytes: Buffer, end: number, at: number) => number;

export interface StreamOptions {
  readonly port: number;
  readonly consume: Consume;
  /** Called once, when the connection is over, whoever ended it. */
  readonly onEnd: () => void;
}

const NOTHING = Buffer.alloc(0);
const READ_BYTES = 256 * 1_024;

/** All connections read into the same memory, one after the other: nothing is allocated for what is read. */
const shared = Buffer.allocUnsafeSlow(READ_BYTES);

export function openStream({ port, consume, onEnd }: StreamOptions): Socket {
  let rest: Buffer = NOTHING;
  const callback = (count: number): boolean => {
    const at = performance.now();
    const isWhole = rest.length === 0;
    const bytes = isWhole ? shared : Buffer.concat([rest, shared.subarray(0, count)]);
    const end = isWhole ? count : bytes.length;
    const used = consume(bytes, end, at);
    rest = used === end ? NOTHING : Buffer.from(bytes.subarray(used, end));
    return true;
  };
  const socket = connect({ host: '127.0.0.1', port, onread: { buffer: shared, callback } });
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.once('close', onEnd);
  return socket;
}
