import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ChatServer } from './chat-socket.ts';

interface EngineRequest extends IncomingMessage {
  readonly _query: { readonly sid?: string };
}

/** Why nobody is let in at the moment, in words; `null`: the door is open. */
export type WhyClosed = () => string | null;

const RETRY_AFTER_S = 1;

/**
 * Refuses new connections with 503 while the door is closed, and lets those that
 * are inside go on. A client comes back from that by itself, and a proxy tries
 * another node at once.
 */
export function guardDoor(io: ChatServer, whyClosed: WhyClosed): void {
  io.engine.use((request: EngineRequest, response: ServerResponse, next: () => void) => {
    const reason = request['_query'].sid === undefined ? whyClosed() : null;
    if (reason === null) return next();
    if (request.headers.upgrade === undefined) refuse(response, reason);
    else request.socket.end(REFUSED_UPGRADE);
  });
}

const REFUSED_UPGRADE = [
  'HTTP/1.1 503 Service Unavailable',
  `retry-after: ${RETRY_AFTER_S}`,
  'connection: close',
  'content-length: 0',
  '',
  '',
].join('\r\n');

function refuse(response: ServerResponse, message: string): void {
  response.writeHead(503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'retry-after': String(RETRY_AFTER_S),
  });
  response.end(JSON.stringify({ error: { code: 'unavailable', message } }));
}
