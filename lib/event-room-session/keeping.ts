import { toCachedRoom } from '../event-room.ts';
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

export function createKeeping({ apply, cache, eventId, room }: RoomContext): Keeping {
  let written = room().messages;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (): void => {
    timer = undefined;
    const cached = toCachedRoom(room());
    if (cached === null) return;
    written = room().messages;
    void cache.write(eventId, cached);
  };
  return {
    async restore() {
      const cached = await cache.read(eventId);
      if (cached === null) return;
      apply({ type: 'restored', cached });
      written = room().messages;
    },
    look() {
      if (room().status === 'refused') {
        clearTimeout(timer);
        timer = undefined;
        // Whoever takes part no longer must not find what was said there on the device.
        void cache.remove(eventId);
      } else if (room().messages !== written) timer ??= setTimeout(write, WRITE_AFTER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
