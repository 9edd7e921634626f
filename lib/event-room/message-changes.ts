import type { Notice } from '../../protocol/wire.ts';
import { toReactionsChange, withReactions } from './reactions.ts';
import type { EventRoom, LogMessage, MessageChange } from './room-types.ts';

/** Changes that are remembered for pages that were read before them; far more than come while one is asked for. */
const REMEMBERED_MAX = 200;

type ChangeNotice =
  Notice<'message-edited'> | Notice<'message-deleted'> | Notice<'reactions-changed'>;

/** A notice of a change as the machine takes it; `null` where the server gave it no place. */
export function toMessageChange(
  notice: ChangeNotice,
  ownUserId: string | null,
): MessageChange | null {
  const { seq, messageId } = notice;
  return seq === undefined ? null : { seq, messageId, change: changeOf(notice, ownUserId) };
}

function changeOf(notice: ChangeNotice, ownUserId: string | null): MessageChange['change'] {
  if ('reactions' in notice) return toReactionsChange(notice, ownUserId);
  return 'deletedAt' in notice
    ? { content: '', deletedAt: notice.deletedAt }
    : { content: notice.content, editedAt: notice.editedAt };
}

/** Messages as they are after these changes, in order; the same list where none of them is changed. */
export function changedMessages(
  messages: readonly LogMessage[],
  changes: readonly MessageChange[],
): readonly LogMessage[] {
  if (changes.length === 0) return messages;
  const byMessage = new Map<string, MessageChange[]>();
  for (const change of changes) {
    const known = byMessage.get(change.messageId);
    if (known === undefined) byMessage.set(change.messageId, [change]);
    else known.push(change);
  }
  if (!messages.some(({ id }) => byMessage.has(id))) return messages;
  return messages.map((message) => byMessage.get(message.id)?.reduce(changed, message) ?? message);
}

function changed(message: LogMessage, { change }: MessageChange): LogMessage {
  // A node that is behind may send a change again whose message came from the log without its text.
  if (message.deletedAt !== undefined) return message;
  if ('reactions' in change) return withReactions(message, change);
  const { editedAt: _, reactions, ...rest } = message;
  const isDeleted = 'deletedAt' in change;
  return { ...rest, ...(!isDeleted && reactions !== undefined && { reactions }), ...change };
}

/** The room after changes that follow on. */
export function withChanges(room: EventRoom, changes: readonly MessageChange[]): EventRoom {
  if (changes.length === 0) return room;
  const { excerpt } = room;
  return {
    ...room,
    messages: changedMessages(room.messages, changes),
    quoted: changedMessages(room.quoted, changes),
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
