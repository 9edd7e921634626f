import type { Answer, Payload } from '../../protocol/wire.ts';
import type { SendRequest } from './requester.ts';

/** The requests of organisers and moderators. */
export interface ModerationRequests {
  readonly setRole: (asked: Payload<'set-role'>) => Promise<Answer<'set-role'>>;
  readonly mute: (asked: Payload<'mute'>) => Promise<Answer<'mute'>>;
  readonly remove: (asked: Payload<'remove'>) => Promise<Answer<'remove'>>;
  readonly ban: (asked: Payload<'ban'>) => Promise<Answer<'ban'>>;
  readonly unban: (asked: Payload<'unban'>) => Promise<Answer<'unban'>>;
  readonly setRoomMode: (asked: Payload<'set-room-mode'>) => Promise<Answer<'set-room-mode'>>;
}

export const moderationRequests = (request: SendRequest): ModerationRequests => ({
  setRole: (asked) => request('set-role', asked),
  mute: (asked) => request('mute', asked),
  remove: (asked) => request('remove', asked),
  ban: (asked) => request('ban', asked),
  unban: (asked) => request('unban', asked),
  setRoomMode: (asked) => request('set-room-mode', asked),
});
