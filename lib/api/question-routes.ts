import { NewQuestion, QuestionStateChange, QuestionVoteChange } from '../../protocol/rest.ts';
import { requests } from '../../protocol/wire.ts';
import * as questions from './handlers/questions.ts';
import { json, type Route } from './route.ts';

const ALL = '/api/events/{eventId}/questions';
const ONE = `${ALL}/{questionId}`;

/** The routes about the questions of an event; what changes in their list is told as notices. */
export const questionRoutes = {
  listQuestions: json({
    method: 'GET',
    path: ALL,
    summary: 'The questions of an event that one may see, in the order in which they were asked.',
    status: 200,
    answer: requests['list-questions'].answer,
    handle: questions.list,
  }),
  askQuestion: json({
    method: 'POST',
    path: ALL,
    summary: 'Ask a question. A repeat with the same `clientQuestionId` is one question, for ever.',
    body: NewQuestion,
    status: 201,
    answer: requests['ask-question'].answer,
    handle: questions.ask,
  }),
  voteQuestion: json({
    method: 'PUT',
    path: `${ONE}/vote`,
    summary: 'Say that one wants a question answered, or no longer. Safe to repeat.',
    body: QuestionVoteChange,
    status: 200,
    answer: requests['vote-question'].answer,
    handle: questions.cast,
  }),
  setQuestionState: json({
    method: 'PUT',
    path: `${ONE}/state`,
    summary:
      'Approve a question, put it on stage, have it answered or dismissed, where one moderates; dismiss one’s own.',
    body: QuestionStateChange,
    status: 200,
    answer: requests['set-question-state'].answer,
    handle: questions.setState,
  }),
} as const satisfies Record<string, Route>;
