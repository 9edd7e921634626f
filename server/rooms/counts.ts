import type { LogHead } from '../../db/log-read.ts';
import type { Notice } from '../../protocol/wire.ts';

export interface RoomCountsOptions {
  readonly everyMs: number;
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
      timer = setTimeout(() => void tell(), Math.max(0, lastAt + everyMs - now()));
    },
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}
