import type { Notice } from '../../protocol/wire.ts';
import { changedPins } from './pins.ts';
import { withPreview, withText } from './previews.ts';
import { toReactionsChange, withReactions } from './reactions.ts';
import { toSums, withOwnVote, withSums } from './poll-sums.ts';
import type { EventRoom, LogMessage, MessageChange } from './room-types.ts';

/** Changes that are remembered for pages that were read before them; far more than come while one is asked for. */
const REMEMBERED_MAX = 200;

type ChangeNotice =
  | Notice<'message-edited'>
  | Notice<'message-deleted'>
  | Notice<'reactions-changed'>
  | Notice<'pin-changed'>
  | Notice<'poll-changed'>
  | Notice<'message-previewed'>;

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
  if ('votes' in notice) return toSums(notice);
  if ('isPinned' in notice) {
    const { isPinned, messageSeq } = notice;
    return { isPinned, messageSeq };
  }
  if ('deletedAt' in notice) return { content: '', deletedAt: notice.deletedAt };
  return 'content' in notice
    ? { content: notice.content, editedAt: notice.editedAt }
    : { previewed: notice.preview ?? null };
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
  if (message.deletedAt !== undefined || 'isPinned' in change) return message;
  if ('reactions' in change) return withReactions(message, change);
  if ('votes' in change) return withSums(message, change);
  if ('own' in change) return withOwnVote(message, change.own);
  if ('previewed' in change) return withPreview(message, change.previewed);
  if (!('deletedAt' in change)) return withText(message, change);
  return { ...withoutSaid(message), ...change };
}

/** A message without what was in it. */
function withoutSaid(message: LogMessage): LogMessage {
  const { editedAt: _, reactions: _reactions, mentions: _mentions, ...rest } = message;
  const { attachments: _attachments, poll: _poll, preview: _preview, ...place } = rest;
  return place;
}

/** The room after changes that follow on. */
export function withChanges(room: EventRoom, changes: readonly MessageChange[]): EventRoom {
  if (changes.length === 0) return room;
  const { excerpt } = room;
  return {
    ...room,
    messages: changedMessages(room.messages, changes),
    quoted: changedMessages(room.quoted, changes),
    pins: changedPins(room.pins, changes),
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
