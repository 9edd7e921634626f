import { NewPoll, ReactorsPage, VoteChange, VotersQuery } from '../../protocol/rest.ts';
import { requests } from '../../protocol/wire.ts';
import * as polls from './handlers/polls.ts';
import { json, type Route } from './route.ts';

const ALL = '/api/events/{eventId}/polls';
const ONE = `${ALL}/{messageId}`;

/** The routes about polls; what they ask and add up to comes with their messages, and as notices. */
export const pollRoutes = {
  createPoll: json({
    method: 'POST',
    path: ALL,
    summary: 'Ask a poll. A repeat with the same `clientMessageId` is one poll, for ever.',
    body: NewPoll,
    status: 201,
    answer: requests['create-poll'].answer,
    handle: polls.create,
  }),
  vote: json({
    method: 'PUT',
    path: `${ONE}/vote`,
    summary: 'Vote in a poll that is open, in place of what one has voted before.',
    body: VoteChange,
    status: 200,
    answer: requests.vote.answer,
    handle: polls.cast,
  }),
  closePoll: json({
    method: 'PUT',
    path: `${ONE}/end`,
    summary: 'End a poll for good: one’s own, or anybody’s where one moderates.',
    status: 200,
    answer: requests['close-poll'].answer,
    handle: polls.close,
  }),
  listVoters: json({
    method: 'GET',
    path: `${ONE}/voters`,
    summary:
      'Who chose one option of a poll that is not anonymous, in the order in which they did.',
    query: VotersQuery,
    status: 200,
    answer: ReactorsPage,
    handle: polls.voters,
  }),
} as const satisfies Record<string, Route>;
