import type { EventRoom, TimelineBound } from './room-types.ts';

/** Dropped by the half, so that a busy room is cut rarely and what is dropped is cheap for each message. */
export const TIMELINE_BOUND: TimelineBound = { maxMessages: 1_000, keptMessages: 500 };

/**
 * The room without its oldest messages, where it has more than it may keep; the same object where
 * nothing is dropped. What is dropped is read again as older pages, which go on before the first that
 * is kept. While somebody reads back everything stays.
 */
export function bounded(room: EventRoom): EventRoom {
  const { messages, bound, isReadingBack } = room;
  // Before the first page nothing is added, and what is on show has no place in the log to go on from.
  if (isReadingBack || room.lastSeq === null || messages.length <= bound.maxMessages) return room;
  const kept = messages.slice(-bound.keptMessages);
  return { ...room, messages: kept, oldestSeq: kept[0]?.seq ?? room.oldestSeq, hasOlder: true };
}

/** Somebody begins or ends to read what was said earlier; at the end the timeline is cut to its bound. */
export const readBack = (room: EventRoom, isReadingBack: boolean): EventRoom =>
  room.isReadingBack === isReadingBack ? room : bounded({ ...room, isReadingBack });
