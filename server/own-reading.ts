import type { Kysely } from 'kysely';

import { createPositionMover, createPositionReader } from '../db/reading-positions.ts';
import type { Database } from '../db/schema.ts';
import type { ReadingDeps } from '../domain/reading.ts';
import type { Log } from '../lib/server/log.ts';
import type { ChatServer } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { tellSocket } from './tell.ts';

interface OwnReadingOptions {
  readonly db: Kysely<Database>;
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly log: Log;
  /** Tells the other nodes that somebody's position moved. */
  readonly tellOthers: (eventId: string, userId: string) => void;
}

/** The reading positions of those who are connected here. */
export interface OwnReading extends Pick<ReadingDeps, 'move' | 'tell'> {
  /** Another process says that somebody's position moved. */
  readonly heard: (eventId: string, userId: string) => void;
}

/**
 * Tells all devices of a person on this node where they have read to. What is told is read anew each time, so that
 * the last notice is true, whichever device and node moved the position meanwhile.
 */
export function createOwnReading(options: OwnReadingOptions): OwnReading {
  const { db, io, connections, log, tellOthers } = options;
  const readPosition = createPositionReader(db);
  const tell = async (eventId: string, userId: string): Promise<void> => {
    const position = await readPosition({ eventId, userId });
    if (position === null) return;
    for (const id of connections.ofPerson(userId)) {
      const socket = io.of('/').sockets.get(id);
      if (socket?.data.kind !== 'v1') continue;
      tellSocket(socket, 'reading-changed', { eventId, ...position });
    }
  };
  const tryToTell = (eventId: string, userId: string): void =>
    void tell(eventId, userId).catch((error: unknown) =>
      log.warn({ error, userId, eventId }, 'A reading position could not be told'),
    );
  return {
    move: createPositionMover(db),
    tell(eventId, userId) {
      // The connection that moved it is answered.
      if (connections.countOf(userId) > 1) tryToTell(eventId, userId);
      tellOthers(eventId, userId);
    },
    heard(eventId, userId) {
      if (connections.countOf(userId) > 0) tryToTell(eventId, userId);
    },
  };
}
