import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

import type { ProtocolError } from '../../protocol/errors.ts';
import { backoffMs } from '../backoff.ts';
import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';
import { LenientRefusal } from './answers.ts';
import { initialConnection, nextConnection } from './connection.ts';
import type { Connection, ConnectionInput } from './connection.ts';

/** The protocol version that our client speaks; it gets the notices of `audience: 'v1'`. */
const PROTOCOL_VERSION = 1;

const BACKOFF = { minMs: 500, maxMs: 10_000 };

export interface LinkOptions {
  readonly url: string;
  /**
   * Asked anew at each attempt. `null` is "signed out"; a rejection is "can't tell now",
   * after which the attempt is given up and made again later.
   */
  readonly getToken: () => Promise<string | null>;
  readonly onConnected: () => void;
  readonly onDisconnected: () => void;
}

/** One socket that is kept connected for as long as it is wanted. */
export interface Link extends ReadonlyStore<Connection> {
  /** Untyped: one place sends and one receives, and both parse. */
  readonly socket: Socket;
  /** Starts the attempts, or makes the next one at once. */
  readonly open: () => void;
  /** Nobody is signed in: ends the connection and its attempts, until `open` with a new token. */
  readonly endSession: () => void;
}

function createSocket(url: string, getToken: LinkOptions['getToken']): Socket {
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
function refusalOf(error: Error): ProtocolError | undefined {
  const data: unknown = 'data' in error ? error.data : undefined;
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  return LenientRefusal.safeParse({ message: error.message, ...data }).data;
}

/** Our own next attempt, for what socket.io never retries by itself. */
function createRetry(socket: Socket) {
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

/**
 * Keeps one socket connected: socket.io comes back from lost connections by itself,
 * but never after a refused handshake or a disconnection by the server; those are
 * retried here, unless they mean that nobody is signed in.
 */
export function createLink(options: LinkOptions): Link {
  const socket = createSocket(options.url, options.getToken);
  const { subscribe, getSnapshot, set } = createStore(initialConnection);
  const retry = createRetry(socket);
  const step = (input: ConnectionInput) => set(nextConnection(getSnapshot(), input));

  const stop = (): void => {
    retry.cancel();
    socket.disconnect();
  };
  const endSession = (): void => {
    stop();
    step({ type: 'signed-out' });
  };
  const attemptFailed = (error?: ProtocolError): void => {
    step({ type: 'attempt-failed', error });
    retry.later(getSnapshot().failures, error?.retryAfterMs);
  };

  socket.on('connect', () => {
    step({ type: 'connected' });
    options.onConnected();
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return step({ type: 'attempt-failed' });
    const refused = refusalOf(error);
    if (refused?.code === 'unauthenticated') return endSession();
    attemptFailed(refused);
  });
  socket.on('disconnect', (reason) => {
    if (getSnapshot().status === 'connected') {
      step({ type: 'connection-lost' });
      options.onDisconnected();
      if (reason === 'io server disconnect') retry.later(0);
      return;
    }
    // The transport closed before the handshake was answered. socket.io counts that as a
    // success and would come back twice a second for as long as the server has no database.
    socket.disconnect();
    attemptFailed();
  });

  const open = (): void => {
    if (socket.connected) return;
    // Ends a wait between two attempts, which `connect` alone would sit out.
    stop();
    step({ type: 'attempt-started' });
    socket.connect();
  };
  return { socket, subscribe, getSnapshot, open, endSession };
}
