import type { RoomUnread } from './event-room/reading.ts';
import type { RestClient } from './rest-client.ts';
import type { SocketClient } from './socket-client.ts';
import { createStore, type ReadonlyStore } from './store.ts';

/** How many messages are unread in each event that has any: what badge, list and title are made of. */
export interface UnreadCounts extends ReadonlyStore<ReadonlyMap<string, number>> {
  /** Asks the server for all of them; what is learned meanwhile holds. A failure changes nothing. */
  readonly refresh: () => Promise<void>;
  /** What a room says of itself. */
  readonly note: (eventId: string, unread: RoomUnread) => void;
  readonly dispose: () => void;
}

interface UnreadDeps {
  readonly client: SocketClient;
  readonly listUnread: RestClient['listUnread'] | undefined;
  /** Whether a room says itself what is unread in it. */
  readonly isOpen: (eventId: string) => boolean;
  /** Told of an open room that counts otherwise than the server. */
  readonly onDoubt: (eventId: string) => void;
}

export function createUnreadCounts({
  client,
  listUnread,
  isOpen,
  onDoubt,
}: UnreadDeps): UnreadCounts {
  const store = createStore<ReadonlyMap<string, number>>(new Map());
  /** What was learned since the question that is under way was asked. */
  let learned = new Set<string>();

  const set = (eventId: string, count: number): void => {
    learned.add(eventId);
    const known = store.getSnapshot();
    if ((known.get(eventId) ?? 0) === count) return;
    const next = new Map(known);
    if (count === 0) next.delete(eventId);
    else next.set(eventId, count);
    store.set(next);
  };
  const unsubscribe = client.on('reading-changed', ({ eventId, unread }) => {
    if (!isOpen(eventId)) set(eventId, unread);
  });
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    async refresh() {
      if (listUnread === undefined) return;
      const mine = (learned = new Set());
      const answer = await listUnread();
      // A later question has a later answer.
      if (!answer.ok || mine !== learned) return;
      const known = store.getSnapshot();
      const isKept = (eventId: string) => learned.has(eventId) || isOpen(eventId);
      const next = new Map([...known].filter(([eventId]) => isKept(eventId)));
      for (const { eventId, unread } of answer.value.events) {
        if (!isKept(eventId)) next.set(eventId, unread);
        else if (isOpen(eventId) && known.get(eventId) !== unread) onDoubt(eventId);
      }
      if (!isSame(known, next)) store.set(next);
    },
    note: (eventId, { count, isWhole }) =>
      set(eventId, isWhole ? count : Math.max(count, store.getSnapshot().get(eventId) ?? 0)),
    dispose: unsubscribe,
  };
}

const isSame = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([eventId, count]) => other.get(eventId) === count);
