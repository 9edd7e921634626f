import type { EventRoom, EventRoomInput } from '../event-room.ts';
import type { RoomUnread } from '../event-room/reading.ts';
import type { RestClient } from '../rest-client.ts';
import type { SocketClient } from '../socket-client.ts';
import type { OutboxStore } from '../storage/outbox-store.ts';
import type { RoomCache } from '../storage/room-cache.ts';
import type { Uploads } from '../uploads/uploads.ts';

/** What a room's session works with. */
export interface EventRoomSessionDeps {
  readonly eventId: string;
  readonly ownUserId: string | null;
  readonly client: SocketClient;
  readonly listMessages: RestClient['listMessages'];
  /** An id that nobody chose before. */
  readonly newId: () => string;
  readonly now: () => Date;
  /** Where unsent messages are kept. */
  readonly outbox: OutboxStore;
  /** Where what was read is kept. */
  readonly cache: RoomCache;
  /** The files that are on their way to this event. */
  readonly uploads: Uploads;
  /** Told what is unread in the room while it is open. */
  readonly onUnread?: ((unread: RoomUnread) => void) | undefined;
  /** Whether it is this session's turn to send what waits, as one tab of several. */
  readonly maySend: () => boolean;
}

/** What the parts of one session share. */
export interface RoomContext extends EventRoomSessionDeps {
  readonly room: () => EventRoom;
  readonly apply: (input: EventRoomInput) => void;
  readonly isConnected: () => boolean;
  /** Whether somebody looks at the room. */
  readonly isOpen: () => boolean;
}
