import type { Answer, NextQuestionState, Payload } from '../../protocol/wire.ts';
import type { SendRequest } from './requester.ts';

/** The requests about the questions of an event. */
export interface QuestionRequests {
  /** The questions that one may see, at one place of the log. */
  readonly listQuestions: (eventId: string) => Promise<Answer<'list-questions'>>;
  readonly askQuestion: (
    eventId: string,
    question: Omit<Payload<'ask-question'>, 'eventId'>,
  ) => Promise<Answer<'ask-question'>>;
  /** Says that one wants a question answered, or no longer. */
  readonly voteQuestion: (
    eventId: string,
    questionId: string,
    on: boolean,
  ) => Promise<Answer<'vote-question'>>;
  /** Approves, puts on stage, has answered or dismisses, where one moderates; dismisses one's own. */
  readonly setQuestionState: (
    eventId: string,
    questionId: string,
    state: NextQuestionState,
  ) => Promise<Answer<'set-question-state'>>;
}

export const questionRequests = (request: SendRequest): QuestionRequests => ({
  listQuestions: (eventId) => request('list-questions', { eventId }),
  askQuestion: (eventId, question) => request('ask-question', { eventId, ...question }),
  voteQuestion: (eventId, questionId, on) => request('vote-question', { eventId, questionId, on }),
  setQuestionState: (eventId, questionId, state) =>
    request('set-question-state', { eventId, questionId, state }),
});
