import type { ByteRange } from './file-store.ts';

/**
 * The stretch that a `Range` header asks for. Null where it asks for all, for several, or for something else: then
 * all is the answer (RFC 9110, 14.2).
 */
export function readRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '') return to === '' ? null : lastBytes(Number(to), size);
  return fromByte(Number(from), to === '' ? size - 1 : Number(to), size);
}

function fromByte(start: number, last: number, size: number): ByteRange | 'unsatisfiable' | null {
  if (start >= size) return 'unsatisfiable';
  return last < start ? null : { start, end: Math.min(last, size - 1) };
}

const lastBytes = (wanted: number, size: number): ByteRange | 'unsatisfiable' => {
  const length = Math.min(wanted, size);
  return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
};
