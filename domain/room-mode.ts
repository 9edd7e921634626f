import type { RoomModeEntry } from './log.ts';

/** What a moderator has set for all who write in a room. */
export interface RoomMode {
  /** Only organisers and moderators write. */
  readonly isFrozen: boolean;
  /** Seconds between two messages of one person; 0: no slow mode. */
  readonly slowSeconds: number;
  /** When slow mode began: what was said before does not count. `null` without it. */
  readonly slowSince: Date | null;
}

/** As every room is at first. */
export const OPEN_MODE: RoomMode = { isFrozen: false, slowSeconds: 0, slowSince: null };

/** A room's mode after an entry that sets it. Another number of seconds is the same slow mode. */
export const modeAfter = (
  {
    isFrozen,
    slowSeconds,
    createdAt,
  }: Pick<RoomModeEntry, 'isFrozen' | 'slowSeconds' | 'createdAt'>,
  before: RoomMode,
): RoomMode => ({
  isFrozen,
  slowSeconds,
  slowSince: slowSeconds === 0 ? null : (before.slowSince ?? createdAt),
});

/** Until when somebody waits who last said something then; `null`: they wait for nothing. */
export function slowUntil(
  { slowSeconds, slowSince }: RoomMode,
  saidAt: Date | null | undefined,
): Date | null {
  if (slowSince === null || saidAt == null || saidAt < slowSince) return null;
  return new Date(saidAt.getTime() + slowSeconds * 1_000);
}
