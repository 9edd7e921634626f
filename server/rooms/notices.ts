import type { LogEntry, ParticipationEntry } from '../../domain/log.ts';
import { toEventMessage } from '../../domain/messages.ts';
import { removed } from '../../domain/refusals.ts';
import { roomOf, type ChatServer, type ChatSocket } from '../chat-socket.ts';

interface Place {
  /** The entry that went to everybody before this one. */
  readonly after: number;
  /** Whether only organisers are to hear who comes and goes. */
  readonly isCrowded: boolean;
}

/**
 * Tells a room of one entry, each kind of client in its own words.
 * @returns whether everybody in the room was told.
 */
export function tellRoom(io: ChatServer, entry: LogEntry, { after, isCrowded }: Place): boolean {
  const { eventId, seq } = entry;
  switch (entry.kind) {
    case 'message':
      io.to(roomOf.all(eventId)).emit('new-message', { ...toEventMessage(entry), seq, after });
      return true;
    case 'participation':
      tellParticipation(io, entry, { after, isCrowded });
      return !isCrowded;
    case 'event-updated':
      io.to(roomOf.v1(eventId)).emit('event-updated', { eventId, seq, after });
      return true;
  }
}

function tellParticipation(io: ChatServer, entry: ParticipationEntry, place: Place): void {
  const { eventId, seq, person, status } = entry;
  const { after, isCrowded } = place;
  const room = io.to(isCrowded ? roomOf.organisers(eventId) : roomOf.all(eventId));
  if (status === null) {
    const reason = endOf(entry);
    room.emit('user-left', { userId: person.id, status: reason, eventId, seq, after });
  } else {
    room.emit('user-joined', { userId: person.id, status, user: person, eventId, seq, after });
  }
}

/** How somebody's participation ended: by themselves, or by somebody else. */
export const endOf = ({ actorId, person }: ParticipationEntry): 'left' | 'removed' =>
  actorId === person.id ? 'left' : 'removed';

/** Tells a socket that it is no longer in a room, each kind of client in its own words. */
export function tellClosed(
  socket: ChatSocket,
  eventId: string,
  reason: 'left' | 'removed' | 'event-deleted',
): void {
  if (socket.data.isV1) {
    socket.emit('room-closed', { eventId, reason });
  } else if (reason === 'removed') {
    const { message, code } = removed;
    socket.emit('error', { message, code });
  } else if (reason === 'event-deleted') {
    socket.emit('error', { message: 'This event was deleted.', code: 'not-found' });
  }
}
