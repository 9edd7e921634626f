import { refusal } from '../../protocol/errors.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { EventRoomInput } from '../event-room.ts';
import type { Notice } from '../../protocol/wire.ts';
import type { Unsubscribe } from '../socket-client.ts';
import type { RoomContext } from './room-context.ts';

const BANNED = refusal('forbidden', 'You were banned from this event by its moderators.');

const CLOSED: Record<Notice<'room-closed'>['reason'], ProtocolError> = {
  left: refusal(
    'forbidden',
    'You no longer take part in this event. Attend it to come back to the chat.',
  ),
  removed: refusal('forbidden', 'You were removed from this event by its organisers.'),
  'event-deleted': refusal('not-found', 'This event was deleted by its organiser.'),
};

/** Why one can't be here any more, with a moderator's reason where there is one. */
function closedFor({ reason, isBanned, because }: Notice<'room-closed'>): ProtocolError {
  const error = isBanned === true ? BANNED : CLOSED[reason];
  if (because === undefined) return error;
  return { ...error, message: error.message.replace(/\.$/, `: ${because}`) };
}

type Change = Extract<EventRoomInput, { readonly type: 'message-changed' }>['notice'];

interface PlacedNotice {
  readonly eventId?: string | undefined;
  readonly seq?: number | undefined;
  readonly after?: number | undefined;
}

/** Hands the notices of one room to its machine, until the returned function is called. */
export function followNotices(context: RoomContext): Unsubscribe {
  const unsubscribes = [...followEntries(context), ...followHints(context)];
  return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
}

const isOf =
  (eventId: string) =>
  (notice: { readonly eventId?: string | undefined }): boolean =>
    notice.eventId === eventId;

/** What stands in the log. */
function followEntries({ client, eventId, apply }: RoomContext): readonly Unsubscribe[] {
  const isOurs = isOf(eventId);
  const applyEntry = (notice: PlacedNotice): void => {
    if (isOurs(notice)) apply({ type: 'other-entry', seq: notice.seq, after: notice.after });
  };
  const applyChange = (notice: Change): void => {
    if (isOurs(notice)) apply({ type: 'message-changed', notice });
  };
  return [
    client.on('new-message', (notice) => {
      if (isOurs(notice)) apply({ type: 'message', notice });
    }),
    client.on('message-edited', applyChange),
    client.on('message-deleted', applyChange),
    client.on('reactions-changed', applyChange),
    client.on('pin-changed', applyChange),
    client.on('poll-changed', applyChange),
    client.on('message-previewed', applyChange),
    client.on('participant-changed', (notice) => {
      if (isOurs(notice)) apply({ type: 'participant-changed', notice });
    }),
    client.on('room-mode-changed', (notice) => {
      if (isOurs(notice)) apply({ type: 'room-mode', notice });
    }),
    client.on('user-joined', applyEntry),
    client.on('user-left', applyEntry),
    client.on('event-updated', applyEntry),
    client.on('question-changed', applyEntry),
    client.on('question-votes', applyEntry),
    client.on('announcement-changed', (notice) => {
      if (isOurs(notice)) apply({ type: 'announcement', notice });
    }),
    client.onLaterEntry(applyEntry),
  ];
}

/** What is true of the room beside its log. */
function followHints({ client, eventId, apply }: RoomContext): readonly Unsubscribe[] {
  const isOurs = isOf(eventId);
  return [
    client.on('typing-changed', (notice) => {
      if (isOurs(notice)) apply({ type: 'typing-changed', typists: notice.typists });
    }),
    client.on('attendee-counts', ({ attending, interested, online, ...notice }) => {
      if (isOurs(notice)) apply({ type: 'counts', counts: { attending, interested, online } });
    }),
    client.on('presence-changed', (present) => {
      if (isOurs(present)) apply({ type: 'present', present });
    }),
    client.on('room-head', ({ seq, epoch, ...notice }) => {
      if (isOurs(notice)) apply({ type: 'head', head: { seq, epoch } });
    }),
    client.on('resync', ({ seq, epoch, ...notice }) => {
      if (isOurs(notice)) apply({ type: 'resync', head: { seq, epoch } });
    }),
    client.on('reading-changed', ({ readSeq, isBack, ...notice }) => {
      if (isOurs(notice)) apply({ type: 'position', readSeq, isBack });
    }),
    client.on('vote-changed', ({ messageId, choices, seq, ...notice }) => {
      if (isOurs(notice)) apply({ type: 'voted', vote: { messageId, choices, seq } });
    }),
    client.on('room-closed', (notice) => {
      if (isOurs(notice)) apply({ type: 'refused', error: closedFor(notice) });
    }),
  ];
}
