import type { Kysely } from 'kysely';

import { createVoteReader } from '../db/own-votes.ts';
import { readQuestionVote } from '../db/question-list.ts';
import type { Database } from '../db/schema.ts';
import type { Voted } from '../domain/poll.ts';
import type { QuestionVoted } from '../domain/question.ts';
import type { Log } from '../lib/server/log.ts';
import type { ChatServer } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { createOwnTelling, type OwnTelling } from './own-telling.ts';
import { tellPerson } from './tell-person.ts';

interface OwnVotesOptions<Done> {
  readonly db: Kysely<Database>;
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly log: Log;
  /** Tells the other nodes that somebody has voted. */
  readonly tellOthers: (voted: Done) => void;
}

/** The votes in polls of those who are connected here. */
export type OwnVotes = OwnTelling<Voted>;

/** The votes for questions of those who are connected here. */
export type OwnQuestionVotes = OwnTelling<QuestionVoted>;

/** Tells all devices of a person on this node what they have voted in a poll. */
export function createOwnVotes({ db, io, ...options }: OwnVotesOptions<Voted>): OwnVotes {
  const readVote = createVoteReader(db);
  return createOwnTelling({
    ...options,
    failure: 'A vote could not be told to who cast it',
    async tellHere(voted) {
      const vote = await readVote(voted);
      if (vote === null) return;
      const { eventId, messageId, userId } = voted;
      const devices = { io, connections: options.connections };
      tellPerson(devices, userId, 'vote-changed', { eventId, messageId, ...vote });
    },
  });
}

/** Tells all devices of a person on this node which question they want answered, or no longer. */
export const createOwnQuestionVotes = ({
  db,
  io,
  ...options
}: OwnVotesOptions<QuestionVoted>): OwnQuestionVotes =>
  createOwnTelling({
    ...options,
    failure: 'A vote for a question could not be told to who cast it',
    async tellHere(voted) {
      const vote = await readQuestionVote(db, voted);
      if (vote === null) return;
      const { eventId, questionId, userId } = voted;
      const devices = { io, connections: options.connections };
      tellPerson(devices, userId, 'question-vote-changed', { eventId, questionId, ...vote });
    },
  });
