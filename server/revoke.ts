import type { ChatServer } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { tellSocket } from './tell.ts';
import type { Log } from '../lib/server/log.ts';

export interface Revoking {
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly log: Log;
}

/** Ends all sockets of a session, for good: their clients do not come back by themselves. */
export function revokeSession({ io, connections, log }: Revoking, sessionId: string): void {
  for (const id of connections.ofSession(sessionId)) {
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
