import type { Notice } from '../../protocol/wire.ts';
import type { EventRoom, LogMessage, MessageChange } from './room-types.ts';

/** Changes that are remembered for pages that were read before them; far more than come while one is asked for. */
const REMEMBERED_MAX = 200;

/** A notice of a change as the machine takes it; `null` where the server gave it no place. */
export function toMessageChange(
  notice: Notice<'message-edited'> | Notice<'message-deleted'>,
): MessageChange | null {
  const { seq, messageId } = notice;
  if (seq === undefined) return null;
  return 'deletedAt' in notice
    ? { seq, messageId, change: { content: '', deletedAt: notice.deletedAt } }
    : { seq, messageId, change: { content: notice.content, editedAt: notice.editedAt } };
}

/** Messages as they are after these changes, in order; the same list where none of them is changed. */
export function changedMessages(
  messages: readonly LogMessage[],
  changes: readonly MessageChange[],
): readonly LogMessage[] {
  if (changes.length === 0) return messages;
  // The last one says all: an edit replaces the text, and nothing comes after a deletion.
  const byMessage = new Map(changes.map(({ messageId, change }) => [messageId, change]));
  if (!messages.some(({ id }) => byMessage.has(id))) return messages;
  return messages.map((message) => {
    const change = byMessage.get(message.id);
    if (change === undefined) return message;
    const { editedAt: _, ...rest } = message;
    return { ...rest, ...change };
  });
}

/** The room after changes that follow on. */
export function withChanges(room: EventRoom, changes: readonly MessageChange[]): EventRoom {
  if (changes.length === 0) return room;
  const { excerpt } = room;
  return {
    ...room,
    messages: changedMessages(room.messages, changes),
    excerpt: excerpt && { ...excerpt, messages: changedMessages(excerpt.messages, changes) },
    changes: [...room.changes, ...changes].slice(-REMEMBERED_MAX),
  };
}

/** The messages of a page that was true at `seq`, as they are now; `null` where that is not known any more. */
export function upToDate(
  { changes }: EventRoom,
  messages: readonly LogMessage[],
  seq: number,
): readonly LogMessage[] | null {
  const later = changes.filter((change) => change.seq > seq);
  return later.length === REMEMBERED_MAX ? null : changedMessages(messages, later);
}
