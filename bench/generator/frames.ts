import type { Piece } from './stream.ts';

/** RFC 6455, as far as our servers speak it: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export const WHOLE_TEXT = 0x81;
export const CLOSE = 0x88;

const MASKED = 0x80;
const LENGTH_BITS = 0x7f;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;
const MASK_BYTES = 4;

/** Finds the whole frames from `piece.from` to `end`, and says where the first that is not whole begins. */
export function splitFrames(piece: Piece, end: number, onFrame: (head: number) => void): number {
  const { bytes } = piece;
  let at = piece.from;
  while (end - at >= 2) {
    const short = (bytes[at + 1] ?? 0) & LENGTH_BITS;
    const extra = short === LENGTH_IN_16_BITS ? 2 : short === LENGTH_IN_64_BITS ? 8 : 0;
    const from = at + 2 + extra;
    if (from > end) break;
    const size = extra === 0 ? short : readSize(bytes, at + 2, extra);
    if (from + size > end) break;
    piece.from = from;
    piece.to = from + size;
    onFrame(bytes[at] ?? 0);
    at = piece.to;
  }
  return at;
}

const readSize = (bytes: Buffer, at: number, extra: number): number =>
  extra === 2 ? bytes.readUInt16BE(at) : Number(bytes.readBigUInt64BE(at));

/** A client's frame. Its mask is zero, which changes nothing: there is no proxy here that it would protect. */
export function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const isShort = size < LENGTH_IN_16_BITS;
  const header = isShort ? 2 : 4;
  const frame = Buffer.alloc(header + MASK_BYTES + size);
  frame[0] = WHOLE_TEXT;
  frame[1] = MASKED | (isShort ? size : LENGTH_IN_16_BITS);
  if (!isShort) frame.writeUInt16BE(size, 2);
  frame.write(text, header + MASK_BYTES);
  return frame;
}
