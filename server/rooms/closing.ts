import { removed } from '../../domain/refusals.ts';
import type { ChatSocket } from '../chat-socket.ts';
import { tellSocket } from '../tell.ts';

/** Tells a socket that it is no longer in a room, each kind of client in its own words. */
export function tellClosed(
  socket: ChatSocket,
  eventId: string,
  reason: 'left' | 'removed' | 'event-deleted',
): void {
  if (socket.data.kind === 'v1') {
    tellSocket(socket, 'room-closed', { eventId, reason });
  } else if (reason === 'removed') {
    const { message, code } = removed;
    tellSocket(socket, 'error', { message, code });
  } else if (reason === 'event-deleted') {
    tellSocket(socket, 'error', { message: 'This event was deleted.', code: 'not-found' });
  }
}
