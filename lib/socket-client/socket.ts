import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

import type { ProtocolError } from '../../protocol/errors.ts';
import { backoffMs } from '../backoff.ts';
import { LenientRefusal } from './answers.ts';

/** The protocol version that our client speaks; it gets the notices of `audience: 'v1'`. */
const PROTOCOL_VERSION = 1;

const BACKOFF = { minMs: 500, maxMs: 10_000 };

/** A socket that is not connected yet, and asks for the token at each attempt. */
export function createSocket(url: string, getToken: () => Promise<string | null>): Socket {
  const socket: Socket = io(url, {
    autoConnect: false,
    // Each client has a connection of its own: two users in one test are two connections.
    forceNew: true,
    // WebSocket first needs no sticky sessions and saves round trips; polling is for
    // networks that block it.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: BACKOFF.minMs,
    reconnectionDelayMax: BACKOFF.maxMs,
    randomizationFactor: 0.5,
    auth(send) {
      getToken().then(
        (token) => send({ token, v: PROTOCOL_VERSION }),
        // Not a reason to be signed out: closing the transport makes socket.io come back later.
        () => socket.io.engine.close(),
      );
    },
  });
  return socket;
}

/** Why a handshake was refused; `undefined` where the server gave no code. */
export function refusalOf(error: Error): ProtocolError | undefined {
  const data: unknown = 'data' in error ? error.data : undefined;
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  return LenientRefusal.safeParse({ message: error.message, ...data }).data;
}

/** Our own next attempt, for what socket.io never retries by itself. */
export function createRetry(socket: Socket) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    later(failures: number, retryAfterMs = 0): void {
      clearTimeout(timer);
      const delay = Math.max(retryAfterMs, backoffMs(BACKOFF, failures, Math.random()));
      timer = setTimeout(() => socket.connect(), delay);
    },
    cancel: () => clearTimeout(timer),
  };
}
