import type { Answer, Payload } from '../../protocol/wire.ts';
import type { SendRequest } from './requester.ts';

/** The requests about polls. */
export interface PollRequests {
  /** Asks a poll; for who moderates. */
  readonly createPoll: (
    eventId: string,
    poll: Omit<Payload<'create-poll'>, 'eventId'>,
  ) => Promise<Answer<'create-poll'>>;
  /** Votes, in place of what one has voted before. */
  readonly vote: (
    eventId: string,
    messageId: string,
    choices: readonly number[],
  ) => Promise<Answer<'vote'>>;
  readonly closePoll: (eventId: string, messageId: string) => Promise<Answer<'close-poll'>>;
  /** Who chose one option, the first of them. */
  readonly listVoters: (
    eventId: string,
    messageId: string,
    option: number,
  ) => Promise<Answer<'list-voters'>>;
}

export const pollRequests = (request: SendRequest): PollRequests => ({
  createPoll: (eventId, poll) => request('create-poll', { eventId, ...poll }),
  vote: (eventId, messageId, choices) =>
    request('vote', { eventId, messageId, choices: [...choices] }),
  closePoll: (eventId, messageId) => request('close-poll', { eventId, messageId }),
  listVoters: (eventId, messageId, option) =>
    request('list-voters', { eventId, messageId, option }),
});
