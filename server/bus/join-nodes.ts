import type { GroupMention } from '../../domain/mentions.ts';
import type { Voted } from '../../domain/poll.ts';
import type { QuestionVoted } from '../../domain/question.ts';
import type { MovedReading } from '../../domain/reading.ts';
import type { Log } from '../../lib/server/log.ts';
import type { SocketServerConfig } from '../config-type.ts';
import { openBus, type Bus } from './bus.ts';
import { keepPolling, type HeadPoll } from './head-poll.ts';
import { createHearing, type Followers } from './hear.ts';
import { createPresenceAnswers } from './presence-answers.ts';
import { Presence } from './presence.ts';
import { createSharedCheers, type SharedCheers } from './cheers.ts';
import { createSharedTypists, type SharedTypists } from './typists.ts';

/** This node among the others. */
export interface OtherNodes extends AsyncDisposable {
  readonly presence: Presence;
  readonly typists: SharedTypists;
  readonly cheers: SharedCheers;
  /** Call after each commit: an event's log goes up to here. */
  readonly tellHead: (eventId: string, head: number) => void;
  /** Call after somebody's reading position moved. */
  readonly tellReading: (moved: MovedReading) => void;
  /** Call after somebody has voted. */
  readonly tellVote: (voted: Voted) => void;
  /** Call after somebody has said that they want a question answered, or no longer. */
  readonly tellQuestionVote: (voted: QuestionVoted) => void;
  /** Call after a message that mentions a group. */
  readonly tellGroupMention: (mention: GroupMention) => void;
  /** Call after somebody has chosen whether they are shown. */
  readonly tellVisibility: (userId: string) => void;
  /** From now on; until then nobody is told of anything. */
  readonly follow: (followers: Followers) => HeadPoll;
  readonly settle: () => Promise<void>;
}

export interface JoinNodesOptions {
  readonly config: SocketServerConfig;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Joins this node with the others: by the bus, which is fast and may lose
 * everything, and by the polls, which lose nothing.
 */
export function joinNodes({ config, log, now }: JoinNodesOptions): OtherNodes {
  let followers: Followers | null = null;
  let heads: HeadPoll | null = null;
  const bus: Bus = openBus(config, log, {
    onHint: (hint, from) => hear(hint, from),
    onSession: (id) => followers?.sessions.wake(id),
    // What was said while nobody listened is found out at once.
    onHealth: () => void heads?.now(),
  });
  const { tell } = bus;
  const presence = new Presence({ tell, now });
  const typists = createSharedTypists({ tell, now });
  const cheers = createSharedCheers(tell);
  const answer = createPresenceAnswers({ presence, answer: bus.answer, log });
  const hear = createHearing({ presence, typists, cheers, answer, followers: () => followers });

  return {
    presence,
    typists,
    cheers,
    tellHead: (eventId, head) => tell({ is: 'head', eventId, head }),
    tellReading: (moved) => tell({ is: 'reading', ...moved }),
    tellVote: (voted) => tell({ is: 'vote', ...voted }),
    tellQuestionVote: (voted) => tell({ is: 'question-vote', ...voted }),
    tellGroupMention: (mention) => tell({ is: 'group-mention', ...mention }),
    tellVisibility: (userId) => tell({ is: 'visibility', userId }),
    follow(next) {
      followers = next;
      heads = keepPolling({ poll: () => next.rooms.poll(), isHealthy: bus.isHealthy });
      return heads;
    },
    settle: bus.settle,
    async [Symbol.asyncDispose]() {
      presence.dispose();
      tell({ is: 'bye' });
      await heads?.[Symbol.asyncDispose]();
      await bus[Symbol.asyncDispose]();
    },
  };
}
