import { expect, test } from 'vitest';

import type { Poll } from '../protocol/wire.ts';
import {
  newEventRoom,
  nextEventRoom,
  toEventRoomState,
  type EventRoomInput,
} from './event-room.ts';

const asked: Poll = {
  question: 'What?',
  options: ['tea', 'coffee'],
  isMultiple: false,
  isAnonymous: false,
  votes: [3, 1],
  voters: 4,
};

const message = {
  id: 'm',
  eventId: 'e',
  userId: 'bob',
  userName: 'Bob',
  content: '📊 What?',
  createdAt: '2026-01-01T00:00:00.000Z',
  seq: 1,
};

const page = (poll: Poll): EventRoomInput => ({
  type: 'newest-page',
  page: { messages: [{ ...message, poll }], seq: 5, epoch: 'log', hasMore: false },
});

const sums = (seq: number, votes: number[], closedAt?: string): EventRoomInput => ({
  type: 'message-changed',
  notice: {
    eventId: 'e',
    messageId: 'm',
    votes,
    voters: votes.reduce((all, each) => all + each, 0),
    ...(closedAt !== undefined && { closedAt }),
    seq,
    after: seq - 1,
  },
});

const start = (choices: readonly number[], key = 'k'): EventRoomInput => ({
  type: 'vote-started',
  vote: { key, messageId: 'm', choices },
});

/** The poll after all of this: its votes, its voters and one's own choice. */
function pollAfter(...inputs: readonly EventRoomInput[]) {
  const state = toEventRoomState(inputs.reduce(nextEventRoom, newEventRoom('alice')));
  const item = state.status === 'refused' ? undefined : state.timeline[0];
  const poll = item?.kind === 'sent' ? item.message.poll : undefined;
  return [poll?.votes?.join(), poll?.voters, poll?.own?.choices.join()];
}

test('[POLL-21] one\u2019s own vote shows at once, stays when the log tells of it, and goes where it is refused', () => {
  const before = page(asked);
  expect(pollAfter(before)).toEqual(['3,1', 4, undefined]);
  expect(pollAfter(before, start([1]))).toEqual(['3,2', 5, '1']);
  const answered: EventRoomInput = { type: 'vote-ended', key: 'k', seq: 6 };
  expect(pollAfter(before, start([1]), answered)).toEqual(['3,2', 5, '1']);
  // Another one has voted with it.
  expect(pollAfter(before, start([1]), answered, sums(6, [4, 2]))).toEqual(['4,2', 6, '1']);
  expect(pollAfter(before, start([1]), sums(6, [4, 2]), answered)).toEqual(['4,2', 6, '1']);
  const refused: EventRoomInput = { type: 'vote-ended', key: 'k', seq: null };
  expect(pollAfter(before, start([1]), refused)).toEqual(['3,1', 4, undefined]);
  const closed = sums(6, [3, 1], '2026-01-01T00:01:00.000Z');
  expect(pollAfter(before, start([1]), closed)).toEqual(['3,1', 4, undefined]);
});

test('[POLL-21] a vote that was so already, another device\u2019s vote and a later page end with the last one', () => {
  const own = page({ ...asked, own: { choices: [0], seq: 3 } });
  expect(pollAfter(own, start([1]))).toEqual(['2,2', 4, '1']);
  expect(pollAfter(own, start([]))).toEqual(['2,1', 3, '']);
  const same: EventRoomInput = { type: 'vote-ended', key: 'k', seq: undefined };
  expect(pollAfter(page(asked), start([0]), same)).toEqual(['3,1', 4, '0']);
  const voted: EventRoomInput = { type: 'voted', vote: { messageId: 'm', choices: [1], seq: 6 } };
  expect(pollAfter(own, voted)).toEqual(['2,2', 4, '1']);
  expect(pollAfter(own, voted, sums(6, [2, 2]))).toEqual(['2,2', 4, '1']);
  const earlier: EventRoomInput = { type: 'voted', vote: { messageId: 'm', choices: [1], seq: 2 } };
  expect(pollAfter(own, earlier)).toEqual(['3,1', 4, '0']);
});
