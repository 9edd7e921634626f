import type { ColumnType, Generated } from 'kysely';

import type { ExportState } from '../protocol/exports.ts';
import type { DefaultedTimestamp, Timestamp } from './column-types.ts';

/** What somebody asked to have exported, and what became of it. */
export interface ExportTable {
  id: string;
  kind: 'event' | 'account';
  /** Null for one's own data, and once the event is gone. */
  event_id: string | null;
  /** Who asked; null once their account is gone. */
  user_id: string | null;
  state: ColumnType<ExportState, ExportState | undefined, ExportState>;
  /** How many workers have begun: each writes a file of its own, and only the last one's counts. */
  attempt: Generated<number>;
  rows_done: Generated<number>;
  rows_total: Generated<number>;
  /** The place in the event's log that it is true at. */
  seq: number | null;
  bytes: number | null;
  created_at: DefaultedTimestamp;
  /** When a worker last said how far it is. */
  touched_at: DefaultedTimestamp;
  finished_at: Timestamp | null;
  /** When its file goes, and the row. */
  expires_at: Timestamp | null;
}
