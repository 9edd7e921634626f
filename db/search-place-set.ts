import { REGION_SEQS, REGION_SHIFT } from './search-lock.ts';
import type { SearchSegment } from './search-scope.ts';

/** Which messages of a segment have something: a bit for each of its places, the lowest of a byte first. */
export type PlaceSet = Uint8Array;

/** What a row of the index says of a term. */
export interface Places {
  /** As PostgreSQL writes a list. */
  readonly offsets: string | null;
  readonly bits: Uint8Array | null;
}

export const emptySet = (size: number): PlaceSet => new Uint8Array(size / 8);

export const addPlace = (set: PlaceSet, place: number): void => {
  set[place >> 3] = (set[place >> 3] ?? 0) | (1 << (place & 7));
};

/** Adds the messages of a segment that a row lists; of a term that is not listed, all. */
export function addPlaces(set: PlaceSet, { offsets, bits }: Places): void {
  if (offsets !== null) {
    const shift = set.length * 8 === REGION_SEQS ? REGION_SHIFT : 0;
    eachOffset(offsets, (offset) => addPlace(set, offset + shift));
  } else if (bits === null) {
    set.fill(0xff);
  } else {
    for (let index = 0; index < set.length; index += 1) {
      set[index] = (set[index] ?? 0) | (bits[index] ?? 0);
    }
  }
}

const COMMA = ','.charCodeAt(0);
const MINUS = '-'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const CLOSING = '}'.charCodeAt(0);

/** Reads `{-1,2,3}` without making a list of it, since there are very many. */
export function eachOffset(offsets: string, take: (offset: number) => void): void {
  let value = 0;
  let sign = 1;
  for (let index = 1; index < offsets.length; index += 1) {
    const code = offsets.charCodeAt(index);
    if (code === MINUS) sign = -1;
    else if (code !== COMMA && code !== CLOSING) value = value * 10 + code - ZERO;
    else {
      take(sign * value);
      value = 0;
      sign = 1;
    }
  }
}

/** The messages of a segment that are in all of the sets, the newest first. */
export function inAll(
  { fromSeq, toSeq, size }: SearchSegment,
  sets: readonly PlaceSet[],
): readonly number[] {
  const [first = emptySet(size), ...others] = sets;
  const base = fromSeq - (fromSeq % size);
  const seqs: number[] = [];
  for (let index = (toSeq - base) >> 3; index >= 0; index -= 1) {
    let byte = first[index] ?? 0;
    // Most are none.
    if (byte === 0) continue;
    for (const set of others) byte &= set[index] ?? 0;
    for (let bit = 7; bit >= 0; bit -= 1) {
      if ((byte & (1 << bit)) !== 0) seqs.push(base + index * 8 + bit);
    }
  }
  return seqs.filter((seq) => seq >= fromSeq && seq <= toSeq);
}
