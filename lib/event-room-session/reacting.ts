import type { ProtocolError } from '../../protocol/errors.ts';
import { ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import type { Reactor } from '../../protocol/wire.ts';
import type { RoomContext } from './room-context.ts';
import { settleChange } from './settle-change.ts';

/**
 * Reactions to messages that the log holds. One's own show at once, and go again where they are refused. Without
 * a connection nothing is asked, then or later: the answer is `unavailable`.
 */
export interface Reacting {
  /** Gives a message one's reaction, or takes it back. Safe to repeat. */
  readonly react: (
    messageId: string,
    reaction: { readonly emoji: string; readonly on: boolean },
  ) => Promise<Result<null, ProtocolError>>;
  /** Who gave a message one emoji, the first of them. */
  readonly listReactors: (
    messageId: string,
    emoji: string,
  ) => Promise<Result<readonly Reactor[], ProtocolError>>;
}

export function createReacting(context: RoomContext): Reacting {
  const { client, eventId, apply, newId } = context;
  return {
    async react(messageId, { emoji, on }) {
      const key = newId();
      apply({ type: 'reaction-started', reaction: { key, messageId, emoji, on } });
      const answer = await client.react(eventId, messageId, { emoji, on });
      apply({ type: 'reaction-ended', key, seq: answer.ok ? (answer.value.seq ?? null) : null });
      return settleChange(context, answer);
    },
    async listReactors(messageId, emoji) {
      const answer = await client.listReactors(eventId, messageId, emoji);
      return answer.ok ? ok(answer.value.people) : answer;
    },
  };
}
