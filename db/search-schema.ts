import type { Generated } from 'kysely';

import type { Timestamp } from './column-types.ts';

/** How far each log is indexed for search. */
export interface SearchProgressTable {
  event_id: string;
  through_seq: number;
  /** What is before it is indexed by its pairs of words too. */
  paired_seq: Generated<number>;
  /** What is before it is in whole regions. */
  region_seq: Generated<number>;
}

/** A stretch of a log that search has indexed. */
export interface SearchSegmentTable {
  id: Generated<number>;
  event_id: string;
  from_seq: number;
  to_seq: number;
  from_at: Timestamp;
  to_at: Timestamp;
  /** Whether it is all that 16 blocks have, which there are as well. */
  is_region: Generated<boolean>;
  /** The terms of a region that is being made; null where it is whole. */
  through_term: string | null;
}

/** Which messages of a stretch have a term. */
export interface SearchPostingTable {
  segment_id: number;
  term: string;
  /** Places from the stretch's block on, in a region from its middle on. Null where there are bits; an earlier version left it so where very many have it. */
  offsets: readonly number[] | null;
  /** A region's places that have it, where those are many. */
  bits: Buffer | null;
}

/** Messages whose text is another one since they were indexed. */
export interface SearchRedoTable {
  id: Generated<number>;
  event_id: string;
  seq: number;
}
