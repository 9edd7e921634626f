import { toCachedRoom, type EventRoom } from '../event-room.ts';
import type { RoomContext } from './room-context.ts';

/** What is lost of it with the app comes again from the server. */
const WRITE_AFTER_MS = 1_000;

/** Keeps what was read of the room on the device, for the next start. */
export interface Keeping {
  /** Shows what was kept. Resolves when that is done, or there was nothing. */
  readonly restore: () => Promise<void>;
  /** The room changed. */
  readonly look: () => void;
  readonly stop: () => void;
}

/** Whether there is something else to be kept. */
const isOther = (room: EventRoom, written: EventRoom): boolean =>
  room.messages !== written.messages ||
  room.pins !== written.pins ||
  room.announcements !== written.announcements;

export function createKeeping({ apply, cache, eventId, room }: RoomContext): Keeping {
  let written = room();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (): void => {
    timer = undefined;
    const cached = toCachedRoom(room());
    if (cached === null) return;
    written = room();
    void cache.write(eventId, cached);
  };
  return {
    async restore() {
      const cached = await cache.read(eventId);
      if (cached === null) return;
      apply({ type: 'restored', cached });
      written = room();
    },
    look() {
      if (room().status === 'refused') {
        clearTimeout(timer);
        timer = undefined;
        // Whoever takes part no longer must not find what was said there on the device.
        void cache.remove(eventId);
      } else if (isOther(room(), written)) timer ??= setTimeout(write, WRITE_AFTER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
