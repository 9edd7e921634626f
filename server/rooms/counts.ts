import type { LogHead } from '../../db/log-read.ts';
import type { Notice } from '../../protocol/wire.ts';

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

export interface RoomCounts {
  /** Something that is counted changed. */
  touch(): void;
  dispose(): void;
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

/**
 * Tells a room its numbers after a change, at most once in a while, and after the
 * last change always.
 */
export function createRoomCounts(options: RoomCountsOptions): RoomCounts {
  const { everyMs, readHead, online, emit, onError, now } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = -Infinity;
  let isDisposed = false;

  const tell = async (): Promise<void> => {
    timer = undefined;
    lastAt = now();
    try {
      const head = await readHead();
      if (head === null || isDisposed) return;
      const { eventId, attending, interested, seq } = head;
      emit({ eventId, attending, interested, online: online(), seq });
    } catch (error) {
      onError(error);
    }
  };

  return {
    touch() {
      if (timer !== undefined || isDisposed) return;
      timer = setTimeout(() => void tell(), Math.max(0, lastAt + everyMs() - now()));
    },
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}
