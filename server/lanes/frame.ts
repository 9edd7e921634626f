import type { ChatSocket } from '../chat-socket.ts';

/** One notice as it goes over the wire, encoded once for all who get it. */
export interface Frame {
  readonly packet: string;
  readonly options: object;
}

/** Socket.IO's packet of an event in the default namespace: type 2, then a JSON array. https://socket.io/docs/v4/socket-io-protocol/ */
const EVENT = '2';
/** Engine.IO's packet of a message. https://socket.io/docs/v4/engine-io-protocol/ */
const MESSAGE = '4';

/** Encodes a notice, with its WebSocket frame, which `ws` would else make anew for each socket. */
export function encodeFrame(name: string, args: readonly unknown[]): Frame {
  const packet = EVENT + JSON.stringify([name, ...args]);
  const payload = Buffer.from(MESSAGE + packet);
  return {
    packet,
    options: { compress: false, wsPreEncodedFrame: [textFrameHeader(payload.length), payload] },
  };
}

/** Puts a frame behind what the connection sends already; nothing happens where it is closed. */
export function writeFrame({ conn }: ChatSocket, { packet, options }: Frame): void {
  conn.write(packet, options);
}

const FINAL_TEXT = 0x81;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/** The header of an unfragmented, unmasked text frame: RFC 6455, section 5.2. */
function textFrameHeader(length: number): Buffer {
  if (length < LENGTH_IN_2_BYTES) return Buffer.from([FINAL_TEXT, length]);
  if (length < 65_536) {
    const header = Buffer.from([FINAL_TEXT, LENGTH_IN_2_BYTES, 0, 0]);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.alloc(10);
  header[0] = FINAL_TEXT;
  header[1] = LENGTH_IN_8_BYTES;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
