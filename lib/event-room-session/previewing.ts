import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { RoomContext } from './room-context.ts';
import { settleChange } from './settle-change.ts';

/** Previews of links, which the server makes. */
export interface Previewing {
  /** Takes one away for everybody, when the log says so. Without a connection nothing is asked: `unavailable`. */
  readonly removePreview: (messageId: string) => Promise<Result<null, ProtocolError>>;
}

export function createPreviewing(context: RoomContext): Previewing {
  const { client, eventId } = context;
  return {
    removePreview: async (messageId) =>
      settleChange(context, await client.removePreview(eventId, messageId)),
  };
}
