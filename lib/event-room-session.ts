import type { ProtocolError } from '../protocol/errors.ts';
import type { Result } from '../protocol/result.ts';
import type { EventRoomState } from './event-room.ts';
import { createChanging } from './event-room-session/changing.ts';
import type { Changing } from './event-room-session/changing.ts';
import { createFollowing } from './event-room-session/following.ts';
import { createModerating } from './event-room-session/moderating.ts';
import type { Moderating } from './event-room-session/moderating.ts';
import { createKeeping } from './event-room-session/keeping.ts';
import { createOutbox } from './event-room-session/outbox.ts';
import { createOwnMessages } from './event-room-session/own-messages.ts';
import type { OwnMessages } from './event-room-session/own-messages.ts';
import type { EventRoomSessionDeps, RoomContext } from './event-room-session/room-context.ts';
import { createPresence } from './event-room-session/presence.ts';
import { createReacting } from './event-room-session/reacting.ts';
import type { Reacting } from './event-room-session/reacting.ts';
import { createReading } from './event-room-session/reading.ts';
import type { Reading } from './event-room-session/reading.ts';
import { followNotices } from './event-room-session/room-notices.ts';
import { createRoomStore } from './event-room-session/room-store.ts';
import { createVisits, hasUnsent } from './event-room-session/visits.ts';
import type { OutboxChange } from './storage/outbox-store.ts';
import type { ReadonlyStore } from './store.ts';

export type { EventRoomSessionDeps } from './event-room-session/room-context.ts';

/** One room, kept in step with the server. The state is a snapshot: the same object until it changes. */
export interface EventRoomSession
  extends ReadonlyStore<EventRoomState>, OwnMessages, Changing, Reacting, Moderating, Reading {
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
  const { room, apply, subscribe, getSnapshot } = createRoomStore(deps.ownUserId, () => {
    following.look();
    outbox.look();
    keeping.look();
    reading.look();
  });
  const context: RoomContext = {
    ...deps,
    apply,
    room,
    isConnected: () => deps.client.getSnapshot().status === 'connected',
    isOpen: () => presence.isOpen(),
  };
  const following = createFollowing(context);
  const outbox = createOutbox(context);
  const keeping = createKeeping(context);
  const reading = createReading(context);
  const presence = createPresence(context, { following, keeping, onConnected: outbox.pump });
  const unfollow = followNotices(context);

  return {
    subscribe,
    getSnapshot,
    open: presence.open,
    rejoin() {
      if (context.isOpen() && room().status !== 'live') following.enterAnew();
    },
    ...createOwnMessages(context, outbox),
    ...createChanging(context),
    ...createReacting(context),
    ...createModerating(context),
    ...reading.own,
    ...typingIn(deps),
    ...following.history,
    showLatest: () => apply({ type: 'excerpt-closed' }),
    readBack: readersOf(context).open,
    followOutbox: outbox.follow,
    pump: outbox.pump,
    isOpen: presence.isOpen,
    isIdle: () => !presence.isOpen() && !hasUnsent(room()),
    dispose() {
      presence.dispose();
      outbox.stop();
      keeping.stop();
      reading.stop();
      unfollow();
    },
  };
}

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
