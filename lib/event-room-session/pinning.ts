import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { RoomContext } from './room-context.ts';
import { settleChange } from './settle-change.ts';

/**
 * Pins of those who moderate. They show when the log says so. Without a connection nothing is asked, then or
 * later: the answer is `unavailable`. Both are safe to repeat.
 */
export interface Pinning {
  readonly pinMessage: (messageId: string) => Promise<Result<null, ProtocolError>>;
  readonly unpinMessage: (messageId: string) => Promise<Result<null, ProtocolError>>;
}

export function createPinning(context: RoomContext): Pinning {
  const { client, eventId } = context;
  return {
    pinMessage: async (messageId) =>
      settleChange(context, await client.pinMessage(eventId, messageId)),
    unpinMessage: async (messageId) =>
      settleChange(context, await client.unpinMessage(eventId, messageId)),
  };
}
