import { banned, removed } from '../../domain/refusals.ts';
import type { Ending } from '../lanes/member.ts';
import type { ChatSocket } from '../chat-socket.ts';
import { tellSocket } from '../tell.ts';

/** Why a room is closed to somebody. */
export interface Closing extends Omit<Ending, 'seq' | 'reason'> {
  readonly reason: Ending['reason'] | 'event-deleted';
}

/** Tells a socket that it is no longer in a room, each kind of client in its own words. */
export function tellClosed(
  socket: ChatSocket,
  eventId: string,
  { reason, isBanned = false, because }: Closing,
): void {
  if (socket.data.kind === 'v1') {
    const why = { ...(isBanned && { isBanned }), ...(because !== undefined && { because }) };
    tellSocket(socket, 'room-closed', { eventId, reason, ...why });
  } else if (reason === 'removed') {
    const { message, code } = isBanned ? banned(because) : removed;
    tellSocket(socket, 'error', { message, code });
  } else if (reason === 'event-deleted') {
    tellSocket(socket, 'error', { message: 'This event was deleted.', code: 'not-found' });
  }
}
