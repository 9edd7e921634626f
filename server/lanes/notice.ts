import type {
  LogEntry,
  MessageDeletedEntry,
  MessageEditedEntry,
  MessageEntry,
  ParticipationEntry,
  ReactionsEntry,
} from '../../domain/log.ts';
import { toEventMessage } from '../../domain/messages.ts';
import type { NoticeName } from '../../protocol/wire.ts';
import type { ClientKind } from '../chat-socket.ts';

interface EntryNotice {
  readonly name: NoticeName;
  readonly payload: object;
}

/**
 * An entry in the words of one kind of client; `null` where that kind is not told of it.
 * @param after The entry that the reader was sent before.
 */
export function noticeOf(entry: LogEntry, kind: ClientKind, after: number): EntryNotice | null {
  const place = { seq: entry.seq, after };
  switch (entry.kind) {
    case 'message':
      return messageNotice(entry, kind, place);
    case 'message-edited':
      return entry.deletedAt === undefined ? editNotice(entry, place) : null;
    case 'message-deleted':
      return deletionNotice(entry, place);
    case 'reactions':
      return kind === 'v1' ? reactionsNotice(entry, place) : null;
    case 'participation':
      return participationNotice(entry, place);
    case 'event-updated':
      return kind === 'v1'
        ? { name: 'event-updated', payload: { eventId: entry.eventId, ...place } }
        : null;
  }
}

/** Who knows of no deletion is not told of a message without words. */
const messageNotice = (entry: MessageEntry, kind: ClientKind, place: object): EntryNotice | null =>
  entry.deletedAt !== undefined && kind !== 'v1'
    ? null
    : { name: 'new-message', payload: { ...toEventMessage(entry), ...place } };

function editNotice(entry: MessageEditedEntry, place: object): EntryNotice {
  const { eventId, messageId, content, actorId, createdAt } = entry;
  const editedAt = createdAt.toISOString();
  const payload = { eventId, messageId, content, userId: actorId, editedAt, ...place };
  return { name: 'message-edited', payload };
}

function deletionNotice(entry: MessageDeletedEntry, place: object): EntryNotice {
  const { eventId, messageId, actorId, createdAt } = entry;
  const deletedAt = createdAt.toISOString();
  const payload = { eventId, messageId, userId: actorId, deletedAt, ...place };
  return { name: 'message-deleted', payload };
}

function reactionsNotice(entry: ReactionsEntry, place: object): EntryNotice {
  const { eventId, messageId, reactions } = entry;
  const byEmoji = Map.groupBy(entry.changes, ({ emoji }) => emoji);
  const changes = [...byEmoji].map(([emoji, all]) => ({
    emoji,
    added: all.filter(({ on }) => on).map(({ userId }) => userId),
    removed: all.filter(({ on }) => !on).map(({ userId }) => userId),
  }));
  return {
    name: 'reactions-changed',
    payload: { eventId, messageId, reactions, changes, ...place },
  };
}

function participationNotice(entry: ParticipationEntry, place: object): EntryNotice {
  const { eventId, person, status } = entry;
  if (status === null) {
    const payload = { userId: person.id, status: endOf(entry), eventId, ...place };
    return { name: 'user-left', payload };
  }
  const payload = { userId: person.id, status, user: person, eventId, ...place };
  return { name: 'user-joined', payload };
}

/** How somebody's participation ended: by themselves, or by somebody else. */
export const endOf = ({ actorId, person }: ParticipationEntry): 'left' | 'removed' =>
  actorId === person.id ? 'left' : 'removed';
