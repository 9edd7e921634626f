import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ChatServer, ChatSocket } from './chat-socket.ts';

/** What Engine.IO makes for middlewares in place of a response where a request becomes a WebSocket. */
interface UpgradeResponse {
  req: IncomingMessage | null;
}

/** On the request itself: a weak map is gone through at each collection of garbage, which a crowd makes many of. */
const RESPONSE = Symbol('response');
type UpgradeRequest = IncomingMessage & { [RESPONSE]?: UpgradeResponse };

/**
 * Lets go of the requests that WebSockets began with, which Engine.IO and Socket.IO keep as long as the
 * connection: several kilobytes for each, with the token in them.
 */
export function releaseRequests(io: ChatServer): void {
  io.engine.use((request: UpgradeRequest, response: ServerResponse, next: () => void) => {
    // A listener on the connection keeps it, and it keeps the request.
    if (request.headers.upgrade !== undefined) request[RESPONSE] = response;
    next();
  });
  // The answer's headers are the last thing that it is needed for.
  io.engine.on('headers', (_headers: unknown, { [RESPONSE]: response }: UpgradeRequest) => {
    if (response !== undefined) response.req = null;
  });
}

const NO_HANDSHAKE = Object.freeze({});

/** Lets go of what a socket came with; it is let in, and nothing reads it any more. */
export function releaseHandshake(socket: ChatSocket): void {
  const holders = socket as unknown as { handshake: object; conn: { request: unknown } };
  holders.handshake = NO_HANDSHAKE;
  holders.conn.request = null;
}
