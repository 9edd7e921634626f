import type { EventMessage } from '../../protocol/wire.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { OwnMessage, SendInput } from './own-types.ts';
import type { EventRoom } from './room-types.ts';

type Draft = Omit<OwnMessage, 'progress'>;

/**
 * Adds a message of one's own, pending. One that is waiting already takes the new place; one that
 * is in the log adds nothing.
 */
export function startSend(
  room: EventRoom,
  { clientMessageId, content, replyTo, mentions, files, createdAt, order }: Draft,
): EventRoom {
  const isLogged = room.messages.some(
    (message) => message.clientMessageId === clientMessageId && message.userId === room.ownUserId,
  );
  if (isLogged) return room;
  const known = room.own.find((own) => own.clientMessageId === clientMessageId);
  if (known?.order === order) return room;
  const progress = { kind: 'pending' } as const;
  const own: OwnMessage = known ?? {
    clientMessageId,
    content,
    replyTo,
    mentions,
    files,
    createdAt,
    order,
    progress,
  };
  const rest = room.own.filter((message) => message !== known);
  return { ...room, own: inOrder([...rest, { ...own, order }]) };
}

const inOrder = (own: readonly OwnMessage[]): readonly OwnMessage[] =>
  own.toSorted((one, other) => one.order - other.order);

const withProgress = (
  room: EventRoom,
  clientMessageId: string,
  progress: OwnMessage['progress'],
): EventRoom => ({
  ...room,
  own: room.own.map((own) =>
    own.clientMessageId === clientMessageId ? { ...own, progress } : own,
  ),
});

/**
 * The server has stored the message. It stays at the end, as sent, until the log is read as far
 * as its place; that the log reached it first is normal, and then there is nothing to do.
 */
export function acknowledgeSend(
  room: EventRoom,
  clientMessageId: string,
  message: EventMessage,
): EventRoom {
  const { seq } = message;
  if (seq === undefined || !room.own.some((own) => own.clientMessageId === clientMessageId)) {
    return room;
  }
  if (room.lastSeq !== null && seq <= room.lastSeq) return discardSend(room, clientMessageId);
  const stored = withProgress(room, clientMessageId, {
    kind: 'stored',
    message: { ...message, seq },
  });
  return { ...stored, headSeq: Math.max(stored.headSeq, seq) };
}

const isStored = (room: EventRoom, clientMessageId: string): boolean =>
  room.own.some((own) => own.clientMessageId === clientMessageId && own.progress.kind === 'stored');

/** The server refused the message for good; a stored one can't fail any more. */
export const failSend = (
  room: EventRoom,
  clientMessageId: string,
  error: ProtocolError,
): EventRoom =>
  isStored(room, clientMessageId)
    ? room
    : withProgress(room, clientMessageId, { kind: 'failed', error });

/** A failed message is pending again, under the same id and in its new place. */
export function retrySend(
  room: EventRoom,
  { clientMessageId, order }: Pick<OwnMessage, 'clientMessageId' | 'order'>,
): EventRoom {
  const own = room.own.find((message) => message.clientMessageId === clientMessageId);
  if (own?.progress.kind !== 'failed') return room;
  const rest = room.own.filter((message) => message !== own);
  const pending: OwnMessage = { ...own, order, progress: { kind: 'pending' } };
  return { ...room, own: inOrder([...rest, pending]) };
}

/** A message that is not sent yet brings these files, as far as they are known. */
export const withFiles = (
  room: EventRoom,
  { clientMessageId, files }: Extract<SendInput, { type: 'send-files' }>,
): EventRoom => ({
  ...room,
  own: room.own.map((own) =>
    own.clientMessageId === clientMessageId && own.progress.kind !== 'stored'
      ? { ...own, files }
      : own,
  ),
});

/** Forgets one's own unsent message; what the log holds stays. */
export const discardSend = (room: EventRoom, clientMessageId: string): EventRoom => ({
  ...room,
  own: room.own.filter((own) => own.clientMessageId !== clientMessageId),
});
