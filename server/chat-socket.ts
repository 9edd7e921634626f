import type { DefaultEventsMap, Server, Socket } from 'socket.io';

import type { Person } from '../domain/log.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../protocol/wire.ts';

/**
 * What a client asked for in its handshake: our own notices (`v: 1`); the seed's, each with a
 * place to resume from behind it (`resume: true`); or the seed's alone.
 */
export type ClientKind = 'v1' | 'resume' | 'seed';
export const CLIENT_KINDS: readonly ClientKind[] = ['v1', 'resume', 'seed'];

/** How far a socket has one room's log. */
export interface JoinedPlace {
  readonly eventId: string;
  readonly epoch: string;
  /** The last entry that it was sent, or that it said that it has. */
  readonly cursor: number;
}

/** What a socket carries from its handshake on. */
interface SocketData {
  readonly user: Person;
  readonly sessionId: string;
  readonly kind: ClientKind;
  /** The events whose rooms it is in. */
  readonly joined: Map<string, JoinedPlace>;
  /** Whether its client says that nobody has done anything on it for a while. */
  isAway?: boolean;
}

export type ChatServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>;
export type ChatSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>;
