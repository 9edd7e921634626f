import type { RoomModeEntry } from '../domain/log.ts';
import type { RoomMode } from '../domain/room-mode.ts';
import type { Statement } from './statements.ts';

/** The columns of `event_log_head` that say a room's mode. */
export interface ModeRow {
  readonly is_frozen: boolean;
  readonly slow_seconds: number;
  readonly slow_since: Date | null;
}

export const toMode = (row: ModeRow): RoomMode => ({
  isFrozen: row.is_frozen,
  slowSeconds: row.slow_seconds,
  slowSince: row.slow_since,
});

/** As `modeAfter` in `domain` has it. */
export const writeRoomMode = (entry: RoomModeEntry): Statement => ({
  name: 'hallway_write_room_mode',
  text: `
    update event_log_head set is_frozen = $2, slow_seconds = $3,
      slow_since = case when $3 > 0 then coalesce(slow_since, $4) end
    where event_id = $1`,
  values: [entry.eventId, entry.isFrozen, entry.slowSeconds, entry.createdAt.toISOString()],
});
