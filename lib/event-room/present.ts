import { NAMED_PRESENT_MAX, type Notice } from '../../protocol/wire.ts';
import type { EventRoom, RoomCounts } from './room-types.ts';

/** Who is here, as the server says it: all of them, or that they are too many. */
export const withPresent = (
  room: EventRoom,
  { online, people }: Notice<'presence-changed'>,
): EventRoom => ({
  ...room,
  people: people ?? null,
  counts: room.counts && { ...room.counts, online },
});

/** Where more are here than are named, the names that are known are old. */
export const withCounts = (room: EventRoom, counts: RoomCounts): EventRoom => ({
  ...room,
  counts,
  people: counts.online > NAMED_PRESENT_MAX ? null : room.people,
});
