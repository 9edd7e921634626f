import type { ChangeDeps } from '../domain/append-change.ts';
import type { EventLog, NewId } from '../domain/ports.ts';
import {
  askQuestion,
  setQuestionState,
  voteQuestion,
  type VoteQuestionDeps,
} from '../domain/question.ts';
import { tooFast } from '../domain/refusals.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { fail, type Result } from '../protocol/result.ts';
import type { Answer, Payload, QuestionList, RequestName } from '../protocol/wire.ts';
import type { Budgets } from './budgets.ts';
import type { ChatSocket } from './chat-socket.ts';

/** What requests about questions need of a node. */
export interface QuestionDeps {
  readonly eventLog: EventLog;
  readonly budgets: Pick<Budgets, 'questions' | 'changes' | 'reactions' | 'reading'>;
  readonly newId: NewId;
  readonly questions: {
    readonly list: (asked: {
      readonly eventId: string;
      readonly userId: string;
    }) => Promise<Result<QuestionList, ProtocolError>>;
    readonly tell: VoteQuestionDeps['tell'];
  };
}

type QuestionRequest = RequestName &
  ('ask-question' | 'vote-question' | 'set-question-state' | 'list-questions');

type QuestionHandlers = {
  readonly [N in QuestionRequest]: (socket: ChatSocket, payload: Payload<N>) => Promise<Answer<N>>;
};

/** What the requests about questions do. */
export function createQuestionHandlers(deps: QuestionDeps): QuestionHandlers {
  const { eventLog: log, budgets, newId, questions } = deps;
  const within = (budget: ChangeDeps['budget']): ChangeDeps => ({ log, budget, newId });
  const asking = within(budgets.questions);
  const voting = { ...within(budgets.reactions), tell: questions.tell };
  const changing = within(budgets.changes);
  return {
    'ask-question': (socket, payload) => askQuestion(asking, socket.data.user, payload),
    'vote-question': (socket, payload) => voteQuestion(voting, socket.data.user, payload),
    'set-question-state': (socket, payload) =>
      setQuestionState(changing, socket.data.user, payload),
    'list-questions': async (socket, { eventId }) => {
      const userId = socket.data.user.id;
      const exceeded = await budgets.reading.take(userId);
      if (exceeded !== null) return fail(tooFast('You are reading too fast.', exceeded));
      return questions.list({ eventId, userId });
    },
  };
}
