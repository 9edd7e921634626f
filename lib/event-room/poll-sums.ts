import type { Notice, OwnVote } from '../../protocol/wire.ts';
import type { LogMessage, MessageChange } from './room-types.ts';

/** A message whose poll adds up to something else; what is one's own stays. */
export function withSums(
  { poll, ...message }: LogMessage,
  sums: Extract<MessageChange['change'], { votes: unknown }>,
): LogMessage {
  return poll === undefined ? message : { ...message, poll: { ...poll, ...sums } };
}

/** A message with one's own vote, unless a later one is known. */
export function withOwnVote(message: LogMessage, own: OwnVote): LogMessage {
  const { poll } = message;
  if (poll === undefined || (poll.own?.seq ?? -1) > own.seq) return message;
  return { ...message, poll: { ...poll, own } };
}

/** A notice as the machine takes it. */
export const toSums = ({
  votes,
  voters,
  closedAt,
}: Notice<'poll-changed'>): MessageChange['change'] => ({
  votes,
  voters,
  ...(closedAt !== undefined && { closedAt }),
});
