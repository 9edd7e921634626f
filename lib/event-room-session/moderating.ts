import type { ProtocolError } from '../../protocol/errors.ts';
import { ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import type { Answer, Payload } from '../../protocol/wire.ts';
import type { RoomContext } from './room-context.ts';

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

export function createModerating({ client, eventId, apply, room }: RoomContext): Moderating {
  const settle = (
    answer: Answer<'mute'> | Answer<'set-room-mode'>,
  ): Result<null, ProtocolError> => {
    if (!answer.ok) return answer;
    const { seq } = answer.value;
    const { epoch } = room();
    // Should the notice be lost, the room knows that it has to ask for it.
    if (seq !== undefined && epoch !== null) apply({ type: 'head', head: { seq, epoch } });
    return ok(null);
  };
  return {
    setRole: async (asked) => settle(await client.setRole({ eventId, ...asked })),
    mute: async (asked) => settle(await client.mute({ eventId, ...asked })),
    remove: async (asked) => settle(await client.remove({ eventId, ...asked })),
    ban: async (asked) => settle(await client.ban({ eventId, ...asked })),
    unban: async (asked) => settle(await client.unban({ eventId, ...asked })),
    setRoomMode: async (asked) => settle(await client.setRoomMode({ eventId, ...asked })),
  };
}
