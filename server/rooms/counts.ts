import type { LogHead } from '../../db/log-read.ts';
import type { Notice } from '../../protocol/wire.ts';
import { createTeller, type Teller } from './teller.ts';

export interface RoomCountsOptions {
  /** The least time between two notices, as things are; asked when the next one is planned. */
  readonly everyMs: () => number;
  /** `null` where the event is gone. */
  readonly readHead: () => Promise<LogHead | null>;
  readonly online: () => number;
  readonly emit: (counts: Notice<'attendee-counts'>) => void;
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
}

/** However large the crowd. */
const SLOWEST = 10;

/** As a part of the sockets that make a room crowded: rooms with more are told more seldom. */
const AT_ONCE_SHARE = 1 / 4;

/**
 * How many times more seldom a room is told its numbers than a small one, so that a second's
 * notices are no more than a quarter of what makes a room crowded, or a tenth of those inside.
 *
 * @param crowds How many times as many as make a room crowded are inside.
 */
export const timesSlower = (crowds: number): number =>
  Math.min(SLOWEST, Math.max(1, crowds / AT_ONCE_SHARE));

/** Tells a room its numbers: to be touched where something that is counted changed. */
export function createRoomCounts(options: RoomCountsOptions): Teller {
  const { everyMs, readHead, online, emit, onError, now } = options;
  return createTeller({
    everyMs,
    read: readHead,
    emit: ({ eventId, attending, interested, seq }) =>
      emit({ eventId, attending, interested, online: online(), seq }),
    onError,
    now,
  });
}
