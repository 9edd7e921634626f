import type { Kysely } from 'kysely';

import type { Database } from '../db/schema.ts';
import { createVisibilityReader, readVisibilityChanges, setInvisible } from '../db/visibility.ts';
import type { VisibilityDeps } from '../domain/presence.ts';
import type { Log } from '../lib/server/log.ts';
import type { ChatServer } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import type { Rooms } from './rooms/rooms.ts';
import { tellPerson } from './tell-person.ts';

/** Times are taken before the commit: how long a choice may take to become visible to others. */
const OVERLAP_MS = 30_000;

export interface OwnVisibilityOptions {
  readonly db: Kysely<Database>;
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly rooms: Rooms;
  readonly log: Log;
  /** Tells the other nodes that somebody has chosen. */
  readonly tellOthers: (userId: string) => void;
}

/** Whether those who are connected here are shown to others. */
export interface OwnVisibility extends Pick<VisibilityDeps, 'setInvisible'> {
  /** Somebody has chosen, here. */
  readonly tell: (userId: string) => void;
  /** Another process says that somebody has chosen. */
  readonly heard: (userId: string) => void;
  /** Finds out who has chosen of late, for hints that were lost. Never rejects. */
  readonly poll: () => Promise<void>;
}

/**
 * Has what people chose take effect in all rooms of this node. It is read anew each time that somebody says that it
 * changed, so that the last choice counts, wherever it was made.
 */
export function createOwnVisibility(options: OwnVisibilityOptions): OwnVisibility {
  const { db, io, connections, rooms, log, tellOthers } = options;
  const readVisibility = createVisibilityReader(db);
  let since: Date | null = null;
  /** When those chose whose choice took effect of late. */
  let found = new Map<string, number>();

  const apply = async (userId: string): Promise<void> => {
    const { isInvisible, chosenAt } = await readVisibility(userId);
    found.set(userId, chosenAt);
    for (const { room } of rooms.open) room.setInvisible(userId, isInvisible);
    tellPerson({ io, connections }, userId, 'visibility-changed', { isInvisible });
  };
  const heard = (userId: string): void => {
    if (connections.countOf(userId) === 0) return;
    void apply(userId).catch((error: unknown) =>
      log.warn({ error, userId }, 'Whether somebody is invisible could not be read'),
    );
  };
  return {
    setInvisible: (userId, isInvisible) => setInvisible(db, userId, isInvisible),
    tell(userId) {
      heard(userId);
      tellOthers(userId);
    },
    heard,
    async poll() {
      try {
        const { readAt, changes } = await readVisibilityChanges(db, since);
        since = new Date(readAt.getTime() - OVERLAP_MS);
        for (const [userId, at] of changes) if (found.get(userId) !== at) heard(userId);
        found = new Map(changes);
      } catch (error) {
        log.warn({ error }, 'Who is invisible could not be followed; it is tried again');
      }
    },
  };
}
