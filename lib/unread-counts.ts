import type { RoomUnread } from './event-room/reading.ts';
import { UNREAD_MAX, type UnreadEvents } from '../protocol/rest.ts';
import type { RestClient } from './rest-client.ts';
import type { SocketClient } from './socket-client.ts';
import { createStore, type ReadonlyStore, type Store } from './store.ts';

/** How many messages are unread in each event that has any: what badge, list and title are made of. */
export interface UnreadCounts extends ReadonlyStore<ReadonlyMap<string, number>> {
  /** How many of them mention one, in each event in which any does. */
  readonly mentions: ReadonlyStore<ReadonlyMap<string, number>>;
  /** Asks the server for all of them; what is learned meanwhile holds. A failure changes nothing. */
  readonly refresh: () => Promise<void>;
  /** The same, but where a question is under way already its answer will do: several parts of a page ask as they appear. */
  readonly refreshOnce: () => Promise<void>;
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
  const mentions = createStore<ReadonlyMap<string, number>>(new Map());
  /** What was learned since the question that is under way was asked. */
  let learned = new Set<string>();

  const set = (eventId: string, count: number): void => {
    learned.add(eventId);
    put(store, eventId, count);
    if (count === 0) put(mentions, eventId, 0);
  };
  const unsubscribe = followNotices(client, { store, mentions, isOpen, set });
  const take = ({ events }: UnreadEvents): void => {
    const known = store.getSnapshot();
    const isKept = (eventId: string) => learned.has(eventId) || isOpen(eventId);
    const isRead = (eventId: string) => isKept(eventId) && !known.has(eventId);
    const mentioning = events.flatMap(({ eventId, mentions: count }) =>
      count === undefined || isRead(eventId) ? [] : [[eventId, count] as const],
    );
    if (!isSame(mentions.getSnapshot(), new Map(mentioning))) mentions.set(new Map(mentioning));
    const next = new Map([...known].filter(([eventId]) => isKept(eventId)));
    for (const { eventId, unread } of events) {
      if (!isKept(eventId)) next.set(eventId, unread);
      else if (isOpen(eventId) && known.get(eventId) !== unread) onDoubt(eventId);
    }
    if (!isSame(known, next)) store.set(next);
  };
  const refresh = async (): Promise<void> => {
    const mine = (learned = new Set());
    const answer = await listUnread?.();
    // A later question has a later answer.
    if (answer?.ok === true && mine === learned) take(answer.value);
  };
  return {
    mentions,
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    ...shareWhileAsking(refresh),
    note: (eventId, { count, isWhole }) =>
      set(eventId, isWhole ? count : Math.max(count, store.getSnapshot().get(eventId) ?? 0)),
    dispose: unsubscribe,
  };
}

interface Followed {
  readonly store: ReadonlyStore<ReadonlyMap<string, number>>;
  readonly mentions: Store<ReadonlyMap<string, number>>;
  readonly isOpen: (eventId: string) => boolean;
  readonly set: (eventId: string, count: number) => void;
}

/** Takes on what the server tells unasked, until the returned function is called. */
function followNotices(
  client: SocketClient,
  { store, mentions, isOpen, set }: Followed,
): () => void {
  const unsubscribes = [
    client.on('reading-changed', ({ eventId, unread, mentions: count = 0 }) => {
      put(mentions, eventId, count);
      if (!isOpen(eventId)) set(eventId, unread);
    }),
    // Without numbers: one more, until all are asked for again.
    client.on('group-mentioned', ({ eventId }) => {
      if (isOpen(eventId)) return;
      put(mentions, eventId, oneMoreIn(mentions, eventId));
      set(eventId, oneMoreIn(store, eventId));
    }),
  ];
  return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
}

const oneMoreIn = (counts: UnreadCounts['mentions'], eventId: string): number =>
  Math.min(UNREAD_MAX, (counts.getSnapshot().get(eventId) ?? 0) + 1);

/** Both ways to ask, of one question at a time where that will do. */
function shareWhileAsking(ask: () => Promise<void>): Pick<UnreadCounts, 'refresh' | 'refreshOnce'> {
  let asking: Promise<void> | null = null;
  const refresh = (): Promise<void> => {
    const asked = ask().finally(() => {
      if (asking === asked) asking = null;
    });
    asking = asked;
    return asked;
  };
  return { refresh, refreshOnce: () => asking ?? refresh() };
}

function put(store: Store<ReadonlyMap<string, number>>, eventId: string, count: number): void {
  const known = store.getSnapshot();
  if ((known.get(eventId) ?? 0) === count) return;
  const next = new Map(known);
  if (count === 0) next.delete(eventId);
  else next.set(eventId, count);
  store.set(next);
}

const isSame = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([eventId, count]) => other.get(eventId) === count);
