import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { Payload } from '../../protocol/wire.ts';
import type { RoomContext } from './room-context.ts';
import { settleChange } from './settle-change.ts';

type Done = Promise<Result<null, ProtocolError>>;

/**
 * What organisers and moderators do. It shows when the log says so. Without a connection nothing is asked, then or
 * later: the answer is `unavailable`. All are safe to repeat.
 */
export interface Moderating {
  readonly setRole: (asked: Omit<Payload<'set-role'>, 'eventId'>) => Done;
  /** For 0 s: no longer. */
  readonly mute: (asked: Omit<Payload<'mute'>, 'eventId'>) => Done;
  readonly remove: (asked: Omit<Payload<'remove'>, 'eventId'>) => Done;
  readonly ban: (asked: Omit<Payload<'ban'>, 'eventId'>) => Done;
  readonly unban: (asked: Omit<Payload<'unban'>, 'eventId'>) => Done;
  /** What is left out stays. */
  readonly setRoomMode: (asked: Omit<Payload<'set-room-mode'>, 'eventId'>) => Done;
}

export function createModerating(context: RoomContext): Moderating {
  const { client, eventId } = context;
  return {
    setRole: async (asked) => settleChange(context, await client.setRole({ eventId, ...asked })),
    mute: async (asked) => settleChange(context, await client.mute({ eventId, ...asked })),
    remove: async (asked) => settleChange(context, await client.remove({ eventId, ...asked })),
    ban: async (asked) => settleChange(context, await client.ban({ eventId, ...asked })),
    unban: async (asked) => settleChange(context, await client.unban({ eventId, ...asked })),
    setRoomMode: async (asked) =>
      settleChange(context, await client.setRoomMode({ eventId, ...asked })),
  };
}
