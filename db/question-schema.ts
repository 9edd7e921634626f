import type { Generated } from 'kysely';

import type { QuestionState } from '../protocol/question-shapes.ts';
import type { Timestamp } from './column-types.ts';

/** One row a question, whatever its state: its words and what its votes add up to. */
export interface QuestionTable {
  id: string;
  event_id: string;
  author_id: string;
  /** Empty where it was dismissed. */
  content: string;
  state: Generated<QuestionState>;
  votes: Generated<number>;
  /** The entry that it has its state from. */
  seq: number;
  /** The entry that has its words; null where it was never shown to everybody. */
  shown_seq: number | null;
  created_at: Timestamp;
}

/** One row a question and person who has ever wanted it answered. */
export interface QuestionVoteTable {
  question_id: string;
  user_id: string;
  event_id: string;
  /** False: taken back. */
  is_on: boolean;
  /** The entry that counts it. */
  seq: number;
}

/** One row an event whose questions were ever voted for. */
export interface QuestionListTable {
  event_id: string;
  /** When an entry told sums last. */
  told_at: Timestamp;
}
