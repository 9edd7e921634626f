import type { z } from 'zod';

import { ReactorsPage } from '../../protocol/rest.ts';
import type { NewPoll } from '../../protocol/rest.ts';
import { requests } from '../../protocol/wire.ts';
import type { AnswerValue } from '../../protocol/wire.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** Polls by the API. */
export interface PollsClient {
  /** Asks a poll; for who moderates. A repeat with the same `clientMessageId` is one poll, for ever. */
  readonly createPoll: (
    eventId: string,
    poll: z.input<typeof NewPoll>,
  ) => RestResult<AnswerValue<'create-poll'>>;
  /** Votes in place of what one has voted before; with no choices one takes it back. Safe to repeat. */
  readonly vote: (
    eventId: string,
    messageId: string,
    choices: readonly number[],
  ) => RestResult<AnswerValue<'vote'>>;
  /** Ends a poll for good. Safe to repeat. */
  readonly closePoll: (eventId: string, messageId: string) => RestResult<AnswerValue<'close-poll'>>;
  /** Who chose one option of a poll that is not anonymous, the first 50. */
  readonly listVoters: (
    eventId: string,
    messageId: string,
    option: number,
  ) => RestResult<ReactorsPage>;
}

const pollPath = (eventId: string, messageId: string, rest: string): string =>
  eventPath(eventId, `/polls/${encodeURIComponent(messageId)}${rest}`);

export const pollsClient = (send: ReturnType<typeof createJsonFetch>): PollsClient => ({
  createPoll: (eventId, body) =>
    send({
      method: 'POST',
      path: eventPath(eventId, '/polls'),
      body,
      answer: requests['create-poll'].answer,
    }),
  vote: (eventId, messageId, choices) =>
    send({
      method: 'PUT',
      path: pollPath(eventId, messageId, '/vote'),
      body: { choices: [...choices] },
      answer: requests.vote.answer,
    }),
  closePoll: (eventId, messageId) =>
    send({
      method: 'PUT',
      path: pollPath(eventId, messageId, '/end'),
      answer: requests['close-poll'].answer,
    }),
  listVoters: (eventId, messageId, option) =>
    send({
      method: 'GET',
      path: pollPath(eventId, messageId, '/voters'),
      query: { option },
      answer: ReactorsPage,
    }),
});
