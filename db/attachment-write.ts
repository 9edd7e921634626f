import type { MessageEntry } from '../domain/log.ts';
import type { Statement } from './statements.ts';

/** What a message writes of the files that it brings; nothing where it brings none. They stay until it is deleted. */
export function writeAttachments({ id, attachments = [] }: MessageEntry): readonly Statement[] {
  if (attachments.length === 0) return [];
  return [
    {
      name: 'hallway_write_attachments',
      text: `update file set message_id = $1, due_at = null where id = any($2::text[])`,
      values: [id, attachments.map((attachment) => attachment.id)],
    },
  ];
}
