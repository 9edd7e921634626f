import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { RoomContext } from './room-context.ts';
import { settleChange } from './settle-change.ts';

/**
 * Changes of messages that the log holds. They show when the log says so, in its order. Without a connection
 * nothing is asked, then or later: the answer is `unavailable`. Both are safe to repeat.
 */
export interface Changing {
  /** Gives one's own message another text. */
  readonly editMessage: (
    messageId: string,
    content: string,
  ) => Promise<Result<null, ProtocolError>>;
  /** Takes a message's text away. */
  readonly deleteMessage: (messageId: string) => Promise<Result<null, ProtocolError>>;
}

export function createChanging(context: RoomContext): Changing {
  const { client, eventId } = context;
  return {
    editMessage: async (messageId, content) =>
      settleChange(context, await client.editMessage(eventId, messageId, content)),
    deleteMessage: async (messageId) =>
      settleChange(context, await client.deleteMessage(eventId, messageId)),
  };
}
