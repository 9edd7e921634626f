import type { Generated } from 'kysely';

import type { FileRefusalCode } from '../protocol/files.ts';
import type { FileKind } from '../protocol/wire.ts';
import type { DefaultedTimestamp, Timestamp } from './column-types.ts';

/** One row a file, from the beginning of its upload until its bytes are removed. */
export interface FileTable {
  id: string;
  /** Null where the event was deleted. */
  event_id: string | null;
  /** Null where the account was deleted. */
  uploader_id: string | null;
  name: string;
  size: number;
  kind: FileKind;
  type: string;
  width: number | null;
  height: number | null;
  placeholder: string | null;
  /** `gone`: not to be had any more, its bytes are to be removed. `importing`: it comes with an archive. */
  state: 'uploading' | 'checking' | 'ready' | 'refused' | 'gone' | 'importing';
  refusal_code: FileRefusalCode | null;
  /** How often it was begun to be checked. */
  tries: Generated<number>;
  message_id: string | null;
  created_at: DefaultedTimestamp;
  /** When all of its bytes were there. */
  arrived_at: Timestamp | null;
  /** When the keeper of files has to look at it; null: never by itself. */
  due_at: Timestamp | null;
}
