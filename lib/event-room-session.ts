import type { ProtocolError } from '../protocol/errors.ts';
import type { Result } from '../protocol/result.ts';
import { createAnnouncing } from './event-room-session/announcing.ts';
import type { Announcing } from './event-room-session/announcing.ts';
import { createChanging } from './event-room-session/changing.ts';
import type { Changing } from './event-room-session/changing.ts';
import { createFollowing } from './event-room-session/following.ts';
import { createModerating } from './event-room-session/moderating.ts';
import type { Moderating } from './event-room-session/moderating.ts';
import { createKeeping } from './event-room-session/keeping.ts';
import { createOutbox } from './event-room-session/outbox.ts';
import type { Outbox } from './event-room-session/outbox.ts';
import { createOwnMessages } from './event-room-session/own-messages.ts';
import type { OwnMessages } from './event-room-session/own-messages.ts';
import type { EventRoomSessionDeps, RoomContext } from './event-room-session/room-context.ts';
import { createPresence } from './event-room-session/presence.ts';
import { createPinning } from './event-room-session/pinning.ts';
import type { Pinning } from './event-room-session/pinning.ts';
import { createPolling } from './event-room-session/polling.ts';
import type { Polling } from './event-room-session/polling.ts';
import { createPreviewing } from './event-room-session/previewing.ts';
import type { Previewing } from './event-room-session/previewing.ts';
import { createReacting } from './event-room-session/reacting.ts';
import type { Reacting } from './event-room-session/reacting.ts';
import { createReading } from './event-room-session/reading.ts';
import type { Reading } from './event-room-session/reading.ts';
import { followNotices } from './event-room-session/room-notices.ts';
import { createRoomStore, type RoomStore } from './event-room-session/room-store.ts';
import { createVisits, hasUnsent } from './event-room-session/visits.ts';
import type { OutboxChange } from './storage/outbox-store.ts';
import type { Uploads } from './uploads/uploads.ts';

export type { EventRoomSessionDeps } from './event-room-session/room-context.ts';

/** One room, kept in step with the server. The state is a snapshot: the same object until it changes. */
export interface EventRoomSession
  extends
    Omit<RoomStore, 'room' | 'apply'>,
    OwnMessages,
    Changing,
    Reacting,
    Pinning,
    Polling,
    Previewing,
    Announcing,
    Moderating,
    Reading {
  /**
   * Joins the room, and again at every connection, until the returned function is called. Several
   * may hold the room open; the last one to go leaves it. Unsent messages go out all the same.
   */
  readonly open: () => () => void;
  /** Asks again, as when one has come to take part; answers under way don't count any more. */
  readonly rejoin: () => void;
  /** Reads the page before the first message; one at a time. */
  readonly loadOlder: () => Promise<Result<null, ProtocolError>>;
  /** Reads the page after an excerpt's last message; one at a time. */
  readonly loadNewer: () => Promise<Result<null, ProtocolError>>;
  /**
   * Shows what was said around a place: an excerpt, or the newest messages where they reach so far. Once
   * {@link loadNewer} has read up to the newest, it is a part of them. To be called when the history `isLoaded`.
   */
  readonly showAround: (seq: number) => Promise<Result<null, ProtocolError>>;
  /** Reads a message beside the timeline that one of the timeline answers: then it is among the `quoted`. */
  readonly loadQuoted: (seq: number) => void;
  /** Shows the newest messages again. */
  readonly showLatest: () => void;
  /**
   * Keeps what is on the timeline until the returned function is called, as while somebody reads what
   * was said earlier; without it, only the newest stay. Several may; the last to go ends it.
   */
  readonly readBack: () => () => void;
  /** The files that are on their way from here, those of unsent messages among them. */
  readonly uploads: Uploads;
  readonly startTyping: () => void;
  readonly stopTyping: () => void;
  /** Whether somebody has the room open. */
  readonly isOpen: () => boolean;
  /** Whether nobody looks at the room and nothing waits in it. */
  readonly isIdle: () => boolean;
  /** Shows what was kept earlier, or what another tab did with one's own messages. */
  readonly followOutbox: (change: OutboxChange) => void;
  /** There may be something to send now. */
  readonly pump: () => void;
  /** Stops everything; unsent messages stay on the device. */
  readonly dispose: () => void;
}

/** The room's machine with its connection: notices, history, joining and sending put together. */
export function createEventRoomSession(deps: EventRoomSessionDeps): EventRoomSession {
  const { room, apply, ...store } = createRoomStore(deps.ownUserId, () => {
    following.look();
    outbox.look();
    keeping.look();
    reading.look();
  });
  const isConnected = () => deps.client.getSnapshot().status === 'connected';
  const isOpen = () => presence.isOpen();
  const context: RoomContext = { ...deps, apply, room, isConnected, isOpen };
  const following = createFollowing(context);
  const outbox = createOutbox(context);
  const keeping = createKeeping(context);
  const reading = createReading(context);
  const { sawAnnouncement, stop: stopAnnouncing } = createAnnouncing(context);
  const onConnected = () => goOn(deps, outbox);
  const presence = createPresence(context, { following, keeping, onConnected });
  const stops = [outbox.stop, keeping.stop, reading.stop, stopAnnouncing, followNotices(context)];

  return {
    ...store,
    open: presence.open,
    rejoin() {
      if (context.isOpen() && room().status !== 'live') following.enterAnew();
    },
    ...createOwnMessages(context, outbox),
    ...createChanging(context),
    ...createReacting(context),
    ...createMarking(context),
    sawAnnouncement,
    ...createModerating(context),
    ...reading.own,
    ...typingIn(deps),
    ...following.history,
    showLatest: () => apply({ type: 'excerpt-closed' }),
    readBack: readersOf(context).open,
    followOutbox: outbox.follow,
    pump: outbox.pump,
    isOpen: presence.isOpen,
    uploads: deps.uploads,
    isIdle: () => !presence.isOpen() && !hasUnsent(room()) && hasNoFiles(deps),
    dispose() {
      presence.dispose();
      for (const stop of stops) stop();
    },
  };
}

/** The network is back, for files too. */
function goOn({ uploads }: EventRoomSessionDeps, { pump }: Outbox): void {
  pump();
  uploads.wake();
}

const hasNoFiles = ({ uploads }: EventRoomSessionDeps): boolean =>
  uploads.getSnapshot().length === 0;

/** What is put on messages that are there. */
const createMarking = (context: RoomContext) => ({
  ...createPinning(context),
  ...createPolling(context),
  ...createPreviewing(context),
});

const readersOf = ({ apply }: RoomContext) =>
  createVisits(
    () => apply({ type: 'reading-back', isReadingBack: true }),
    () => apply({ type: 'reading-back', isReadingBack: false }),
  );

const typingIn = ({
  client,
  eventId,
}: EventRoomSessionDeps): Pick<EventRoomSession, 'startTyping' | 'stopTyping'> => ({
  startTyping: () => client.startTyping(eventId),
  stopTyping: () => client.stopTyping(eventId),
});
