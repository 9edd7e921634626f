import type { Socket } from 'socket.io-client';

import type { ProtocolError } from '../../protocol/errors.ts';
import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';
import { initialConnection, nextConnection } from './connection.ts';
import type { Connection, ConnectionInput } from './connection.ts';
import { createRetry, createSocket, refusalOf } from './socket.ts';

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
  /** Gives the connection up, whatever its state, for a new one. */
  readonly renew: () => void;
  /** The device has no network: nothing can be expected of the connection. */
  readonly networkLost: () => void;
  /** The connection was heard of after that. */
  readonly proveAlive: () => void;
  /** Nobody is signed in: ends the connection and its attempts, until `open` with a new token. */
  readonly endSession: () => void;
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

  followSocket(socket, { ...options, step, retry, attemptFailed, endSession });

  const open = (): void => {
    if (socket.connected) return;
    // Ends a wait between two attempts, which `connect` alone would sit out.
    stop();
    step({ type: 'attempt-started' });
    socket.connect();
  };
  const renew = (): void => {
    stop();
    socket.connect();
  };
  const networkLost = () => step({ type: 'network-lost' });
  const proveAlive = () => socket.connected && step({ type: 'connected' });
  return { socket, subscribe, getSnapshot, open, renew, networkLost, proveAlive, endSession };
}

interface FollowParts extends Pick<LinkOptions, 'onConnected' | 'onDisconnected'> {
  readonly step: (input: ConnectionInput) => void;
  readonly retry: ReturnType<typeof createRetry>;
  readonly attemptFailed: (error?: ProtocolError) => void;
  readonly endSession: () => void;
}

function followSocket(socket: Socket, parts: FollowParts): void {
  const { step, retry, attemptFailed, endSession } = parts;
  /** Whether the handshake was answered; what is shown may say otherwise. */
  let isUp = false;
  socket.on('connect', () => {
    isUp = true;
    step({ type: 'connected' });
    parts.onConnected();
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return step({ type: 'attempt-failed' });
    const refused = refusalOf(error);
    if (refused?.code === 'unauthenticated') return endSession();
    attemptFailed(refused);
  });
  socket.on('disconnect', (reason) => {
    if (isUp) {
      isUp = false;
      step({ type: 'connection-lost' });
      parts.onDisconnected();
      if (reason === 'io server disconnect') retry.later(0);
      return;
    }
    // The transport closed before the handshake was answered. socket.io counts that as a
    // success and would come back twice a second for as long as the server has no database.
    socket.disconnect();
    attemptFailed();
  });
}
