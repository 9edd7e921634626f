import type { RoomAccessReader } from '../db/rooms.ts';
import type { VotersRequest } from '../db/voters.ts';
import { closePoll, createPoll, vote, type PollDue, type VoteDeps } from '../domain/poll.ts';
import type { EventLog, NewId } from '../domain/ports.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import type { ReactorsPage } from '../protocol/rest.ts';
import type { Answer, Payload, RequestName } from '../protocol/wire.ts';
import type { Budgets } from './budgets.ts';
import type { ChatSocket } from './chat-socket.ts';

/** What requests about polls need of a node. */
export interface PollDeps {
  readonly readAccess: RoomAccessReader;
  readonly eventLog: EventLog;
  readonly budgets: Pick<Budgets, 'messages' | 'changes' | 'reactions'>;
  readonly newId: NewId;
  readonly polls: {
    readonly closeLater: (due: PollDue) => Promise<void>;
    readonly readVoters: (request: VotersRequest) => Promise<Result<ReactorsPage, ProtocolError>>;
    readonly tell: VoteDeps['tell'];
  };
}

type PollHandlers = {
  readonly [N in RequestName & ('create-poll' | 'vote' | 'close-poll' | 'list-voters')]: (
    socket: ChatSocket,
    payload: Payload<N>,
  ) => Promise<Answer<N>>;
};

/** As many names as fit a screen; the API has the others. */
const FIRST_VOTERS = 50;

/** What the requests about polls do. */
export function createPollHandlers(deps: PollDeps): PollHandlers {
  const { eventLog: log, budgets, newId, readAccess, polls } = deps;
  const asking = { log, budget: budgets.messages, newId, readAccess, closeLater: polls.closeLater };
  const voting = { log, budget: budgets.reactions, newId, tell: polls.tell };
  const closing = { log, budget: budgets.changes, newId };
  return {
    'create-poll': (socket, payload) => createPoll(asking, socket.data.user, payload),
    vote: (socket, payload) => vote(voting, socket.data.user, payload),
    'close-poll': (socket, payload) => closePoll(closing, socket.data.user, payload),
    'list-voters': async (socket, asked) => {
      const { eventId, messageId } = asked;
      const userId = socket.data.user.id;
      const page = await polls.readVoters({ ...asked, userId, limit: FIRST_VOTERS });
      return page.ok ? ok({ eventId, messageId, people: page.value.people }) : page;
    },
  };
}
