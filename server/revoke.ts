import { roomOf, type ChatServer } from './chat-socket.ts';
import { tellSocket } from './tell.ts';
import type { Log } from '../lib/server/log.ts';

/** Ends all sockets of a session, for good: their clients do not come back by themselves. */
export function revokeSession(io: ChatServer, log: Log, sessionId: string): void {
  const ids = io.of('/').adapter.rooms.get(roomOf.session(sessionId)) ?? new Set<string>();
  for (const id of ids) {
    const socket = io.of('/').sockets.get(id);
    if (socket === undefined) continue;
    const userId = socket.data.user.id;
    log.info({ userId, socketId: id }, `The session of user ${userId} ended`);
    if (socket.data.kind === 'v1') {
      tellSocket(socket, 'session-revoked', {});
    } else {
      const message = 'Sign in again: your session has ended.';
      tellSocket(socket, 'error', { message, code: 'unauthenticated' });
    }
    socket.disconnect(true);
  }
}
