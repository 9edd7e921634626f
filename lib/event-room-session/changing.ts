import type { ProtocolError } from '../../protocol/errors.ts';
import { ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import type { Answer } from '../../protocol/wire.ts';
import type { RoomContext } from './room-context.ts';

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

export function createChanging({ client, eventId, apply, room }: RoomContext): Changing {
  const settle = (
    answer: Answer<'edit-message'> | Answer<'delete-message'>,
  ): Result<null, ProtocolError> => {
    if (!answer.ok) return answer;
    const { seq } = answer.value;
    const { epoch } = room();
    // Should the notice be lost, the room knows that it has to ask for it.
    if (seq !== undefined && epoch !== null) apply({ type: 'head', head: { seq, epoch } });
    return ok(null);
  };
  return {
    editMessage: async (messageId, content) =>
      settle(await client.editMessage(eventId, messageId, content)),
    deleteMessage: async (messageId) => settle(await client.deleteMessage(eventId, messageId)),
  };
}
