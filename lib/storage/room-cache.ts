import { z } from 'zod';

import { EventMessage, PinnedRef, ShownAnnouncement } from '../../protocol/wire.ts';
import type { CachedRoom } from '../event-room.ts';
import type { KeptStorage } from './kept-storage.ts';
import { parseJson } from './parse-json.ts';

/** Rooms of which the newest messages are kept; the ones that were used longest ago go. */
const ROOMS_MAX = 20;

const Cached = z.object({
  epoch: z.string(),
  lastSeq: z.int().nonnegative(),
  hasOlder: z.boolean(),
  /** In the log's order, each once. */
  messages: z.array(EventMessage.required({ seq: true })),
  /** Not optional: what an app that knew no pins has kept can't be gone on from, since the log tells only of later ones. */
  pins: z.array(PinnedRef),
  /** As with pins. */
  announcements: z.array(ShownAnnouncement),
});
const Saved = Cached.extend({ savedAt: z.number() });

/** What is kept of the rooms of one person, so that they show at once. Never rejects. */
export interface RoomCache {
  /** `null` where nothing is kept, or what is kept is damaged. */
  readonly read: (eventId: string) => Promise<CachedRoom | null>;
  readonly write: (eventId: string, room: CachedRoom) => Promise<void>;
  readonly remove: (eventId: string) => Promise<void>;
}

interface RoomCacheOptions {
  readonly storage: KeptStorage;
  readonly userId: string;
  readonly now: () => Date;
}

const ROOMS = 'room/';
const roomsOf = (userId: string): string => `${ROOMS}${encodeURIComponent(userId)}/`;

export function createRoomCache({ storage, userId, now }: RoomCacheOptions): RoomCache {
  const prefix = roomsOf(userId);
  void prune(storage, prefix);
  return {
    async read(eventId) {
      const saved = Saved.safeParse(parseJson(await storage.read(prefix + eventId)));
      return saved.success && isInOrder(saved.data) ? saved.data : null;
    },
    write: (eventId, room) =>
      storage.writeIfPossible(
        prefix + eventId,
        JSON.stringify({ ...room, savedAt: now().getTime() }),
      ),
    remove: (eventId) => storage.remove(prefix + eventId),
  };
}

const isInOrder = ({ messages, lastSeq }: CachedRoom): boolean =>
  messages.every(({ seq }, index) => {
    const next = messages[index + 1];
    return seq > 0 && seq <= lastSeq && (next === undefined || seq < next.seq);
  });

async function prune(storage: KeptStorage, prefix: string): Promise<void> {
  const keys = await storage.keys(prefix);
  if (keys.length <= ROOMS_MAX) return;
  const saved = await Promise.all(
    keys.map(async (key) => {
      const room = Saved.safeParse(parseJson(await storage.read(key)));
      return { key, savedAt: room.success ? room.data.savedAt : 0 };
    }),
  );
  const newestFirst = saved.toSorted((one, other) => other.savedAt - one.savedAt);
  await Promise.all(newestFirst.slice(ROOMS_MAX).map(({ key }) => storage.remove(key)));
}

/** Forgets what was read by everybody but this person: all of it for `null`, as after signing out. */
export async function forgetRooms(storage: KeptStorage, exceptOf: string | null): Promise<void> {
  const keys = await storage.keys(ROOMS);
  const kept = exceptOf === null ? null : roomsOf(exceptOf);
  const forgotten = keys.filter((key) => kept === null || !key.startsWith(kept));
  await Promise.all(forgotten.map((key) => storage.remove(key)));
}
