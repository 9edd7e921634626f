import type { LogEntry, MessageDeletedEntry } from './log.ts';

/** The message that an entry says, or changes the words of; `null` for others. */
const saidBy = (entry: LogEntry): string | null => {
  if (entry.kind === 'message') return entry.id;
  return entry.kind === 'message-edited' ? entry.messageId : null;
};

/** Which message was deleted, and when. */
export type Deletion = Pick<MessageDeletedEntry, 'messageId' | 'eventId' | 'createdAt'>;

/** The message of which an entry was read without its words, since it was deleted before; `null` for others. */
export const deletionIn = (entry: LogEntry): Deletion | null => {
  const messageId = saidBy(entry);
  const isEmptied = 'deletedAt' in entry && entry.deletedAt !== undefined;
  return messageId === null || !isEmptied
    ? null
    : { messageId, eventId: entry.eventId, createdAt: entry.deletedAt };
};

function withoutWords<Entry extends LogEntry>(entry: Entry): Entry {
  if (entry.kind !== 'message') return entry;
  const { mentions: _mentions, poll: _poll, attachments: _attachments, ...rest } = entry;
  return rest as Entry;
}

/** An entry as it is in the log once a message was deleted: without its text, where it has some of it. */
export function afterDeletion<Entry extends LogEntry>(
  entry: Entry,
  { messageId, eventId, createdAt }: Deletion,
): Entry {
  const isOfIt = entry.eventId === eventId && saidBy(entry) === messageId;
  if (!isOfIt) return entry;
  return { ...withoutWords(entry), content: '', deletedAt: createdAt };
}
