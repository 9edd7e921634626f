import type { OwnVote, Poll } from '../../protocol/wire.ts';
import { withChanges } from './message-changes.ts';
import type { EventRoom, EventRoomInput, LogMessage, MessageChange, Voting } from './room-types.ts';

type VoteInput = Extract<EventRoomInput, { type: 'vote-started' | 'vote-ended' | 'voted' }>;

/** The room after one's own vote was asked for, answered, or told of by another device. */
export function followVote(room: EventRoom, input: VoteInput): EventRoom {
  switch (input.type) {
    case 'vote-started':
      return { ...room, voting: [...room.voting, { ...input.vote, seq: null }] };
    case 'vote-ended':
      return withoutReachedVotes({ ...room, voting: room.voting.flatMap(endedBy(room, input)) });
    case 'voted':
      return withVotes(room, [input.vote]);
  }
}

/** A vote that was the same already is as old as what was read. */
const endedBy =
  (room: EventRoom, { key, seq }: Extract<VoteInput, { type: 'vote-ended' }>) =>
  (vote: Voting): readonly Voting[] => {
    if (vote.key !== key) return [vote];
    return seq === null ? [] : [{ ...vote, seq: seq ?? room.lastSeq ?? 0 }];
  };

/** The room with what other devices of one's own have voted. */
export const withVotes = (
  room: EventRoom,
  votes: readonly (OwnVote & { readonly messageId: string })[],
): EventRoom =>
  withoutReachedVotes({
    ...room,
    voting: [
      ...room.voting,
      ...votes.map((vote) => ({ key: `${vote.messageId} ${vote.seq}`, ...vote })),
    ],
  });

/** Votes that the log was read as far as: they are their polls' from then on. */
export function withoutReachedVotes(room: EventRoom): EventRoom {
  const { voting, lastSeq } = room;
  if (voting.length === 0 || lastSeq === null) return room;
  const reached = voting.flatMap(({ messageId, choices, seq }): MessageChange[] =>
    seq === null || seq > lastSeq
      ? []
      : [{ seq, messageId, change: { own: { choices: [...choices], seq } } }],
  );
  if (reached.length === 0) return room;
  const left = voting.filter(({ seq }) => seq === null || seq > lastSeq);
  return withChanges({ ...room, voting: left }, reached);
}

/** A message as one sees it: with what one has just voted. The same where that is nothing of it. */
export function asVoted(message: LogMessage, voting: readonly Voting[]): LogMessage {
  const own = voting.filter(({ messageId }) => messageId === message.id);
  const { poll } = message;
  if (own.length === 0 || poll === undefined || poll.closedAt !== undefined) return message;
  return { ...message, poll: own.reduce(castIn, poll) };
}

/** The sums without one's earlier choice and with the new one. */
function castIn(poll: Poll, { choices, seq }: Voting): Poll {
  const before = poll.own?.choices ?? [];
  const votes = poll.options.map((_, option) => {
    const step = Number(choices.includes(option)) - Number(before.includes(option));
    return Math.max(0, (poll.votes?.[option] ?? 0) + step);
  });
  const came = Number(choices.length > 0) - Number(before.length > 0);
  const own = { choices: [...choices], seq: seq ?? poll.own?.seq ?? 0 };
  return { ...poll, votes, voters: Math.max(0, (poll.voters ?? 0) + came), own };
}
