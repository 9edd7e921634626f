import type { LogEntry, ParticipationEntry } from '../../domain/log.ts';
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
      return { name: 'new-message', payload: { ...toEventMessage(entry), ...place } };
    case 'participation':
      return participationNotice(entry, place);
    case 'event-updated':
      return kind === 'v1'
        ? { name: 'event-updated', payload: { eventId: entry.eventId, ...place } }
        : null;
  }
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
