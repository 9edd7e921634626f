import type { Kysely } from 'kysely';

import { createVoteReader } from '../db/own-votes.ts';
import type { Database } from '../db/schema.ts';
import type { Voted } from '../domain/poll.ts';
import type { Log } from '../lib/server/log.ts';
import type { ChatServer } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { tellPerson } from './tell-person.ts';

interface OwnVotesOptions {
  readonly db: Kysely<Database>;
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly log: Log;
  /** Tells the other nodes that somebody has voted. */
  readonly tellOthers: (voted: Voted) => void;
}

/** The votes of those who are connected here. */
export interface OwnVotes {
  /** Somebody has voted on this node. */
  readonly tell: (voted: Voted) => void;
  /** Another process says that somebody has voted. */
  readonly heard: (voted: Voted) => void;
}

/**
 * Tells all devices of a person on this node what they have voted: in the log it is not, for there everybody would see
 * it. What is told is read anew each time, so that the last notice is true, and no hint says what somebody chose.
 */
export function createOwnVotes(options: OwnVotesOptions): OwnVotes {
  const { db, io, connections, log, tellOthers } = options;
  const readVote = createVoteReader(db);
  const tell = async (voted: Voted): Promise<void> => {
    const vote = await readVote(voted);
    if (vote === null) return;
    const { eventId, messageId, userId } = voted;
    tellPerson({ io, connections }, userId, 'vote-changed', { eventId, messageId, ...vote });
  };
  const tryToTell = (voted: Voted): void =>
    void tell(voted).catch((error: unknown) =>
      log.warn({ error, ...voted }, 'A vote could not be told to who cast it'),
    );
  return {
    tell(voted) {
      // The connection that voted is answered.
      if (connections.countOf(voted.userId) > 1) tryToTell(voted);
      tellOthers(voted);
    },
    heard(voted) {
      if (connections.countOf(voted.userId) > 0) tryToTell(voted);
    },
  };
}
