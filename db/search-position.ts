import { z } from 'zod';

import type { SearchSegment } from './search-scope.ts';

/** A place in the order of results, the newest first. */
export interface Position {
  /** Milliseconds; 0 for all in a search of one event, whose log is an order by itself. */
  readonly at: number;
  readonly eventId: string;
  readonly seq: number;
}

export const SearchCursor = z.object({
  at: z.number(),
  eventId: z.string(),
  seq: z.number(),
  /** Whether it goes on among words that differ by few letters. */
  isSimilar: z.boolean(),
});
export type SearchCursor = z.output<typeof SearchCursor>;

/** Below 0 where the first comes before the second: it is newer. */
export function comparePositions(one: Position, other: Position): number {
  if (one.at !== other.at) return other.at - one.at;
  if (one.eventId !== other.eventId) return one.eventId < other.eventId ? -1 : 1;
  return other.seq - one.seq;
}

/** Before all that a stretch can have. */
export const startOf = ({ eventId, toSeq, toAt }: SearchSegment, isOneEvent: boolean): Position =>
  isOneEvent
    ? { at: 0, eventId, seq: toSeq + 1 }
    : { at: toAt.getTime(), eventId: '', seq: Number.MAX_SAFE_INTEGER };

/** The one that comes first; null is after everything. */
export function firstOf(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other;
  return comparePositions(one, other) < 0 ? one : other;
}
