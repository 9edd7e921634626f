import type { DefaultEventsMap, Server, Socket } from 'socket.io';

import type { Person } from '../domain/log.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../protocol/wire.ts';

/** What a socket carries from its handshake on. */
interface SocketData {
  readonly user: Person;
  readonly sessionId: string;
  /** Whether it asked for our own notices with `auth: { v: 1 }`. */
  readonly isV1: boolean;
  /** The events whose rooms it is in. */
  readonly joined: Set<string>;
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

/** The Socket.IO rooms that an event's notices go to. */
export const roomOf = {
  all: (eventId: string) => `e:${eventId}`,
  v1: (eventId: string) => `e:${eventId}:v1`,
  seed: (eventId: string) => `e:${eventId}:seed`,
  organisers: (eventId: string) => `e:${eventId}:org`,
  person: (userId: string) => `u:${userId}`,
  session: (sessionId: string) => `s:${sessionId}`,
} as const;
