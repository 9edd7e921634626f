import type { RoomStanding } from '../protocol/wire.ts';
import type { Participation } from './rights.ts';
import { slowUntil, type RoomMode } from './room-mode.ts';

/** What somebody must know of a room to know whether they can write. `now`: the clock that the times are of. */
export const toRoomStanding = (
  { role, mutedUntil, saidAt }: Participation,
  mode: RoomMode,
  now: Date,
): RoomStanding => ({
  role,
  isFrozen: mode.isFrozen,
  slowSeconds: mode.slowSeconds,
  mutedUntil: mutedUntil?.toISOString() ?? null,
  saidAt: slowUntil(mode, saidAt) === null ? null : (saidAt?.toISOString() ?? null),
  now: now.toISOString(),
});
