import { sql } from 'kysely';

import type { Attachment } from '../../protocol/wire.ts';
import { FileLine } from './file-fields.ts';
import { given, insertRows, type EventPart } from './part.ts';

/** What is read of a file: its line, but for what its bytes say. */
export interface FileRow extends Pick<Attachment, 'id' | 'kind' | 'name' | 'size'> {
  readonly [column: string]: unknown;
}

/** The columns of `file f` that are in every export. */
export const fileColumns = sql`f.id, f.name, f.kind, f.type, f.size, f.width, f.height, f.placeholder,
  f.message_id as "messageId", f.created_at as "createdAt"`;

/**
 * The files that messages bring which stand. Their lines are written after their bytes, and say what those are; an
 * import has the bytes first, and rows that belong to nothing until they are taken here.
 */
export const filesPart: EventPart = {
  path: 'files.ndjson',
  row: FileLine,
  select: (eventId) => sql`
    select ${fileColumns}, p.user_id as "uploaderId"
    from file f join message m on m.id = f.message_id
    left join participation p on p.event_id = f.event_id and p.user_id = f.uploader_id
    where f.event_id = ${eventId} and f.state = 'ready' and m.attachments is not null
    order by m.seq, f.id`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        update file f set event_id = m.event_id, message_id = m.id, uploader_id = "uploaderId", state = 'ready',
          due_at = null
        from ${given(rows, '"id" text, "messageId" text, "uploaderId" text')}
        join message m on m.id = "messageId" and m.event_id = ${eventId} and m.deleted_at is null
        where f.id = g.id and f.state = 'importing'`,
    ),
};
