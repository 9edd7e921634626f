import type { ProtocolError } from '../../protocol/errors.ts';
import { ok, type Result } from '../../protocol/result.ts';
import type { Payload, Reactor } from '../../protocol/wire.ts';
import type { RoomContext } from './room-context.ts';
import { settleChange } from './settle-change.ts';

/** What is to be asked. */
export type NewPoll = Omit<Payload<'create-poll'>, 'eventId' | 'clientMessageId'>;

/**
 * Polls. One's own vote shows at once, and goes again where it is refused. Without a connection nothing is asked, then or
 * later: the answer is `unavailable`.
 */
export interface Polling {
  /** Asks a poll; where its answer was lost, ask with the same id again. */
  readonly createPoll: (
    poll: NewPoll & { readonly clientMessageId: string },
  ) => Promise<Result<null, ProtocolError>>;
  /** Votes in place of what one has voted before; with no choices one takes it back. Safe to repeat. */
  readonly vote: (
    messageId: string,
    choices: readonly number[],
  ) => Promise<Result<null, ProtocolError>>;
  /** Ends a poll for good. Safe to repeat. */
  readonly closePoll: (messageId: string) => Promise<Result<null, ProtocolError>>;
  /** Who chose one option of an open poll, the first of them. */
  readonly listVoters: (
    messageId: string,
    option: number,
  ) => Promise<Result<readonly Reactor[], ProtocolError>>;
}

export function createPolling(context: RoomContext): Polling {
  const { client, eventId, apply, newId } = context;
  return {
    createPoll: async (poll) => settleChange(context, await client.createPoll(eventId, poll)),
    async vote(messageId, choices) {
      const key = newId();
      apply({ type: 'vote-started', vote: { key, messageId, choices } });
      const answer = await client.vote(eventId, messageId, choices);
      apply({ type: 'vote-ended', key, seq: answer.ok ? answer.value.seq : null });
      return settleChange(context, answer);
    },
    closePoll: async (messageId) =>
      settleChange(context, await client.closePoll(eventId, messageId)),
    async listVoters(messageId, option) {
      const answer = await client.listVoters(eventId, messageId, option);
      return answer.ok ? ok(answer.value.people) : answer;
    },
  };
}
