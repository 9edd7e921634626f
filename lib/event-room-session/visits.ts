import type { EventRoom } from '../event-room.ts';
import type { SocketClient } from '../socket-client.ts';

/** Who holds the room open. */
export interface Visits {
  readonly isOpen: () => boolean;
  /** Holds the room open until the returned function is called; calling it again does nothing. */
  readonly open: () => () => void;
  /** Ends what all holders hold. */
  readonly closeAll: () => void;
}

/** Calls `onEnter` for the first holder and `onLeave` after the last. */
export function createVisits(onEnter: () => unknown, onLeave: () => void): Visits {
  const holders = new Set<symbol>();
  return {
    isOpen: () => holders.size > 0,
    open() {
      const holder = Symbol('holder');
      holders.add(holder);
      if (holders.size === 1) onEnter();
      return () => {
        if (holders.delete(holder) && holders.size === 0) onLeave();
      };
    },
    closeAll() {
      if (holders.size === 0) return;
      holders.clear();
      onLeave();
    },
  };
}

/** Calls back each time that the connection comes or goes, until the returned function is called. */
export function followConnection(
  client: SocketClient,
  onChange: (isConnected: boolean) => void,
): () => void {
  const read = () => client.getSnapshot().status === 'connected';
  let before = read();
  return client.subscribe(() => {
    const now = read();
    if (now === before) return;
    before = now;
    onChange(now);
  });
}

/** Whether one's own messages still wait to be sent, or for a decision. */
export const hasUnsent = (room: EventRoom): boolean =>
  room.own.some(({ progress }) => progress.kind !== 'stored');
