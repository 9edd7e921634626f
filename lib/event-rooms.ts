import { refusal } from '../protocol/errors.ts';
import { fail } from '../protocol/result.ts';
import { createEventRoomSession } from './event-room-session.ts';
import type { EventRoomSession, EventRoomSessionDeps } from './event-room-session.ts';
import { newId } from './new-id.ts';
import { createKeptStorage } from './storage/kept-storage.ts';
import type { KeptStorage } from './storage/kept-storage.ts';
import { createOutboxStore } from './storage/outbox-store.ts';
import type { OutboxChange, OutboxStore } from './storage/outbox-store.ts';
import { createRoomCache, forgetRooms } from './storage/room-cache.ts';
import { createMemoryStorage } from './storage/storage.ts';
import type { RestClient } from './rest-client.ts';
import { createUnreadCounts, type UnreadCounts } from './unread-counts.ts';
import { createNoTabs } from './storage/tabs.ts';
import type { Tabs } from './storage/tabs.ts';
import { createUploads } from './uploads/uploads.ts';
import type { Uploads } from './uploads/uploads.ts';

/** Rooms that are kept for a quick return after they were left, with what was read of them. */
const IDLE_ROOMS_MAX = 10;

/** The rooms of one signed-in person. */
export interface EventRooms {
  /** The room's session: the same one for whoever asks. */
  readonly get: (eventId: string) => EventRoomSession;
  /**
   * Sends what an earlier start left unsent, in whatever room, and what is written from now on.
   * Forgets what other people have read on this device.
   */
  readonly start: () => void;
  /** What is unread, in all of one's events. */
  readonly unread: UnreadCounts;
  /** Tries again to join a room that refused, as after one has come to take part. */
  readonly rejoin: (eventId: string) => void;
  /** Stops everything; unsent messages stay on the device, for this person alone. */
  readonly dispose: () => void;
}

export interface EventRoomsDeps extends Pick<
  EventRoomSessionDeps,
  'client' | 'listMessages' | 'newId' | 'now' | 'ownUserId'
> {
  /** Left out, only what open rooms and notices say of it is known of what is unread. */
  readonly listUnread?: RestClient['listUnread'] | undefined;
  /** Where unsent messages and rooms are kept; left out, they are gone with the process. */
  readonly storage?: KeptStorage | undefined;
  /** How files get to an event; left out, none do. */
  readonly openUploads?: ((eventId: string) => Uploads) | undefined;
  /** The other tabs; left out, there are none. */
  readonly tabs?: Tabs | undefined;
}

/** Does nothing by itself before `start`. */
export function createEventRooms({
  storage,
  tabs,
  listUnread,
  openUploads = withoutFiles,
  ...deps
}: EventRoomsDeps): EventRooms {
  tabs ??= createNoTabs();
  storage ??= createKeptStorage(async () => createMemoryStorage());
  const own = { storage, tabs, userId: deps.ownUserId ?? '', now: deps.now };
  const outbox = createOutboxStore(own);
  const cache = createRoomCache(own);
  const rooms = new Map<string, EventRoomSession>();

  const isOpen = (eventId: string): boolean => rooms.get(eventId)?.isOpen() === true;
  const onDoubt = (eventId: string): void => rooms.get(eventId)?.checkPosition();
  const unread = createUnreadCounts({ client: deps.client, listUnread, isOpen, onDoubt });

  const get = (eventId: string): EventRoomSession => {
    const known = rooms.get(eventId);
    if (known !== undefined) return known;
    prune(rooms);
    const { maySend } = turn;
    const onUnread: EventRoomSessionDeps['onUnread'] = (told) => unread.note(eventId, told);
    const kept = { outbox, cache, maySend, uploads: openUploads(eventId) };
    const room = createEventRoomSession({ ...deps, ...kept, eventId, onUnread });
    rooms.set(eventId, room);
    return room;
  };
  const turn = createTurn({ outbox, tabs, rooms, get });
  return {
    get,
    unread,
    start() {
      turn.start();
      void forgetRooms(storage, deps.ownUserId);
    },
    rejoin: (eventId) => rooms.get(eventId)?.rejoin(),
    dispose() {
      turn.dispose();
      unread.dispose();
      for (const room of rooms.values()) room.dispose();
      rooms.clear();
    },
  };
}

const NO_FILES = refusal('invalid', "Files can't be sent from here.");

const withoutFiles = (): Uploads =>
  createUploads({
    openTransfer: (_, { onError }) => ({
      start: () => onError(NO_FILES),
      stop: () => undefined,
      discard: () => undefined,
    }),
    getFile: async () => fail(NO_FILES),
    newId,
  });

interface TurnParts {
  readonly outbox: OutboxStore;
  readonly tabs: Tabs;
  readonly rooms: ReadonlyMap<string, EventRoomSession>;
  readonly get: (eventId: string) => EventRoomSession;
}

/** Hands what is kept to the rooms, and says whether it is their turn to send it. */
function createTurn({ outbox, tabs, rooms, get }: TurnParts) {
  const { isSender } = tabs;
  let unsubscribes: readonly (() => void)[] = [];
  /** What was kept comes first, so nothing is sent before it was read. */
  let isLoaded = false;

  const follow = (change: OutboxChange): void => {
    if (change.type === 'kept') return get(change.entry.eventId).followOutbox(change);
    rooms.get(change.eventId)?.followOutbox(change);
  };
  const load = async (): Promise<void> => {
    isLoaded = false;
    const entries = await outbox.load();
    if (unsubscribes.length === 0) return;
    isLoaded = true;
    for (const entry of entries) follow({ type: 'kept', entry });
    for (const room of rooms.values()) room.pump();
  };
  return {
    maySend: () => isLoaded && isSender.getSnapshot(),
    start() {
      if (unsubscribes.length > 0) return;
      unsubscribes = [
        outbox.onChange(follow),
        // Whoever had the turn before may have sent or written what was not heard here.
        isSender.subscribe(() => void (isSender.getSnapshot() && load())),
        tabs.dispose,
      ];
      tabs.start();
      void load();
    },
    dispose() {
      for (const unsubscribe of unsubscribes) unsubscribe();
      unsubscribes = [];
    },
  };
}

/** Forgets the idle rooms that were asked for longest ago. */
function prune(rooms: Map<string, EventRoomSession>): void {
  const idle = [...rooms].filter(([, room]) => room.isIdle());
  for (const [eventId, room] of idle.slice(0, Math.max(0, idle.length - IDLE_ROOMS_MAX))) {
    room.dispose();
    rooms.delete(eventId);
  }
}
