/** One notice as it goes over the wire, encoded once for all who get it. */
export interface Frame {
  readonly packet: string;
  readonly options: object;
  /** The packet as one WebSocket frame, with its header. */
  readonly bytes: Buffer;
}

/** Frames that follow each other, and the same as one piece, so that one write sends all. */
export interface Bundle {
  readonly frames: readonly Frame[];
  readonly bytes: Buffer;
}

/** More does not go out in one piece: so much waits in the stream of a reader that stands still. */
export const BUNDLE_MAX_BYTES = 64 * 1_024;

/** Socket.IO's packet of an event in the default namespace: type 2, then a JSON array. https://socket.io/docs/v4/socket-io-protocol/ */
const EVENT = '2';
/** Engine.IO's packet of a message. https://socket.io/docs/v4/engine-io-protocol/ */
const MESSAGE = '4';

/** Engine.IO's options of a packet; the class tells packets of lanes from all others. */
class FrameOptions {
  readonly compress = false;
  readonly wsPreEncodedFrame: readonly Buffer[];

  constructor(bytes: Buffer) {
    this.wsPreEncodedFrame = [bytes];
  }
}

/** Whether these are the options of a packet that {@link encodeFrame} has made. */
export const isFrame = (options: unknown): boolean => options instanceof FrameOptions;

/** Encodes a notice, with its WebSocket frame, which `ws` would else make anew for each socket. */
export function encodeFrame(name: string, args: readonly unknown[]): Frame {
  const packet = EVENT + JSON.stringify([name, ...args]);
  const bytes = textFrame(MESSAGE + packet);
  return { packet, options: new FrameOptions(bytes), bytes };
}

/** Puts frames together, in their order. */
export function bundle(frames: readonly Frame[]): Bundle {
  const [first] = frames;
  const isOne = frames.length === 1 && first !== undefined;
  return { frames, bytes: isOne ? first.bytes : Buffer.concat(frames.map(({ bytes }) => bytes)) };
}

const FINAL_TEXT = 0x81;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/** An unfragmented, unmasked text frame: RFC 6455, section 5.2. */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = headerLength(length);
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = FINAL_TEXT;
  if (header === 2) {
    frame[1] = length;
  } else if (header === 4) {
    frame[1] = LENGTH_IN_2_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_IN_8_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, header);
  return frame;
}

function headerLength(length: number): number {
  if (length < LENGTH_IN_2_BYTES) return 2;
  return length < 65_536 ? 4 : 10;
}
