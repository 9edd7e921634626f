import type { Selectable } from 'kysely';

import type { Attachment } from '../protocol/wire.ts';
import type { Database } from './schema.ts';

export type FileRow = Selectable<Database['file']>;

/** What {@link FileRow} has. */
export const FILE_COLUMNS = `id, event_id, uploader_id, name, size, kind, type, width, height, placeholder, state,
  refusal_code, tries, message_id, created_at, arrived_at,
  due_at`;

/** A file as a message brings it. */
export const toAttachment = (row: FileRow): Attachment => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  type: row.type,
  size: row.size,
  ...(row.width !== null && { width: row.width }),
  ...(row.height !== null && { height: row.height }),
  ...(row.placeholder !== null && { placeholder: row.placeholder }),
});
