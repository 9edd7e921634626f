import { listQuestions } from '../../../db/question-list.ts';
import { askQuestion, setQuestionState, voteQuestion } from '../../../domain/question.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type { Result } from '../../../protocol/result.ts';
import type {
  NewQuestion,
  QuestionStateChange,
  QuestionVoteChange,
} from '../../../protocol/rest.ts';
import type { AnswerValue, QuestionList } from '../../../protocol/wire.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

export const list = ({ db }: Services, { person, eventId }: Call): Answer<QuestionList> =>
  listQuestions(db, { eventId, userId: person.id });

export const ask = (
  { log, budgets, newId }: Services,
  { person, eventId, body }: Call<undefined, NewQuestion>,
): Answer<AnswerValue<'ask-question'>> =>
  askQuestion({ log, budget: budgets.questions, newId }, person, { eventId, ...body });

export const cast = (
  { log, budgets, newId, wake }: Services,
  { person, eventId, questionId, body: { on } }: Call<undefined, QuestionVoteChange>,
): Answer<AnswerValue<'vote-question'>> =>
  voteQuestion({ log, budget: budgets.reactions, newId, tell: wake.questionVoted }, person, {
    eventId,
    questionId,
    on,
  });

export const setState = (
  { log, budgets, newId }: Services,
  { person, eventId, questionId, body: { state } }: Call<undefined, QuestionStateChange>,
): Answer<AnswerValue<'set-question-state'>> =>
  setQuestionState({ log, budget: budgets.changes, newId }, person, { eventId, questionId, state });
