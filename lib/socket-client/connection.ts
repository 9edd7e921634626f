import type { ProtocolError } from '../../protocol/errors.ts';

export type ConnectionStatus =
  'connecting' | 'connected' | 'reconnecting' | 'offline' | 'signed-out';

/**
 * How the socket stands.
 *
 *     connecting ──► connected ⇄ reconnecting ──► offline ──► connected
 *                        └──────► signed-out (any state; left only by a new token)
 *
 * `offline` is a connection that several attempts in a row did not bring back, or a device
 * without a network; attempts go on.
 */
export interface Connection {
  readonly status: ConnectionStatus;
  /** One sentence for the person. */
  readonly words: string;
  /** Attempts in a row that failed since the last connection. */
  readonly failures: number;
}

export type ConnectionInput =
  | { readonly type: 'attempt-started' }
  | { readonly type: 'connected' }
  | { readonly type: 'connection-lost' }
  | { readonly type: 'network-lost' }
  | { readonly type: 'attempt-failed'; readonly error?: ProtocolError | undefined }
  | { readonly type: 'signed-out' };

/** About 4 s of failed attempts: until then a hiccup is not worth alarming words. */
const OFFLINE_AFTER_FAILURES = 3;

const WORDS: Record<ConnectionStatus, string> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  reconnecting: 'Connection lost. Reconnecting…',
  offline: "Can't reach the chat right now. Messages you write go out as soon as it is back.",
  'signed-out': 'You are signed out. Sign in to chat.',
};

const NO_NETWORK = 'You are offline. Messages you write go out as soon as you are back.';

const state = (
  status: ConnectionStatus,
  failures = 0,
  words: string = WORDS[status],
): Connection => ({ status, failures, words });

export const initialConnection: Connection = state('connecting');

/** The next state of the connection; the same object where nothing changed. */
export function nextConnection(current: Connection, input: ConnectionInput): Connection {
  if (current.status === 'signed-out') return fromSignedOut(current, input);
  switch (input.type) {
    case 'attempt-started':
      return hasNoNetwork(current) ? state('reconnecting') : current;
    case 'connected':
      return connected(current);
    case 'connection-lost':
      return current.status === 'connected' ? state('reconnecting') : current;
    case 'network-lost':
      return state('offline', 0, NO_NETWORK);
    case 'attempt-failed':
      return failed(current, input.error);
    case 'signed-out':
      return state('signed-out');
  }
}

const connected = (current: Connection): Connection =>
  current.status === 'connected' ? current : state('connected');

const hasNoNetwork = ({ words }: Connection): boolean => words === NO_NETWORK;

function fromSignedOut(current: Connection, { type }: ConnectionInput): Connection {
  if (type === 'connected') return state('connected');
  return type === 'attempt-started' ? initialConnection : current;
}

function failed(current: Connection, error: ProtocolError | undefined): Connection {
  const failures = current.failures + 1;
  // A refusal comes from a server that was reached, so its own words are the better ones.
  if (error !== undefined) return state('offline', failures, error.message);
  // That there is no network says more than that it was tried.
  if (hasNoNetwork(current)) return state('offline', failures, NO_NETWORK);
  if (failures >= OFFLINE_AFTER_FAILURES) return state('offline', failures);
  return state(current.status === 'connecting' ? 'connecting' : 'reconnecting', failures);
}
