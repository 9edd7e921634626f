import type { Kysely } from 'kysely';

import { createPositionMover, createPositionReader } from '../db/reading-positions.ts';
import type { Database } from '../db/schema.ts';
import type { MovedReading, ReadingDeps } from '../domain/reading.ts';
import type { Log } from '../lib/server/log.ts';
import type { ChatServer } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { tellPerson } from './tell-person.ts';

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
  /** A message mentions somebody, which this node has committed: their devices hear how much is unread. */
  readonly mentioned: (who: Pick<MovedReading, 'eventId' | 'userId'>) => void;
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
    tellPerson({ io, connections }, userId, 'reading-changed', notice);
  };
  const tryToTell = (moved: MovedReading): void =>
    void tell(moved).catch((error: unknown) =>
      log.warn({ error, ...moved }, 'A reading position could not be told'),
    );
  const heard = (moved: MovedReading): void => {
    if (connections.countOf(moved.userId) > 0) tryToTell(moved);
  };
  return {
    move: createPositionMover(db),
    tell(moved) {
      // The connection that moved it is answered.
      if (connections.countOf(moved.userId) > 1) tryToTell(moved);
      tellOthers(moved);
    },
    mentioned(who) {
      const moved = { ...who, isBack: false };
      heard(moved);
      tellOthers(moved);
    },
    heard,
  };
}
