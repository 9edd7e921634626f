import type { Kysely } from 'kysely';

import { createPositionMover, createPositionReader } from '../db/reading-positions.ts';
import type { Database } from '../db/schema.ts';
import type { MovedReading, ReadingDeps } from '../domain/reading.ts';
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
  readonly tellOthers: (moved: MovedReading) => void;
}

/** The reading positions of those who are connected here. */
export interface OwnReading extends Pick<ReadingDeps, 'move' | 'tell'> {
  /** Another process says that somebody's position moved. */
  readonly heard: (moved: MovedReading) => void;
}

/**
 * Tells all devices of a person on this node where they have read to. What is told is read anew each time, so that
 * the last notice is true, whichever device and node moved the position meanwhile.
 */
export function createOwnReading(options: OwnReadingOptions): OwnReading {
  const { db, io, connections, log, tellOthers } = options;
  const readPosition = createPositionReader(db);
  const tell = async ({ eventId, userId, isBack }: MovedReading): Promise<void> => {
    const position = await readPosition({ eventId, userId });
    if (position === null) return;
    const notice = { eventId, ...position, ...(isBack && { isBack: true as const }) };
    for (const id of connections.ofPerson(userId)) {
      const socket = io.of('/').sockets.get(id);
      if (socket?.data.kind !== 'v1') continue;
      tellSocket(socket, 'reading-changed', notice);
    }
  };
  const tryToTell = (moved: MovedReading): void =>
    void tell(moved).catch((error: unknown) =>
      log.warn({ error, ...moved }, 'A reading position could not be told'),
    );
  return {
    move: createPositionMover(db),
    tell(moved) {
      // The connection that moved it is answered.
      if (connections.countOf(moved.userId) > 1) tryToTell(moved);
      tellOthers(moved);
    },
    heard(moved) {
      if (connections.countOf(moved.userId) > 0) tryToTell(moved);
    },
  };
}
