import type { Generated } from 'kysely';

import type { Timestamp } from './column-types.ts';

/** One row a message that asks a poll: what its votes add up to. None for deleted ones. */
export interface PollTable {
  message_id: string;
  /** How many chose each option. */
  votes: readonly number[];
  voters: Generated<number>;
  /** When an entry told the sums last. */
  told_at: Timestamp | null;
  closed_at: Timestamp | null;
  /** Who closed it; where the clock did, who asked it. */
  closed_by: string | null;
}

/** One row a poll and person who has ever voted in it. */
export interface PollVoteTable {
  message_id: string;
  user_id: string;
  event_id: string;
  /** Options, counted from 0, in order; empty: taken back. */
  choices: readonly number[];
  /** The entry that counts it. */
  seq: number;
}
