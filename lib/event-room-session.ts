import type { ProtocolError } from '../protocol/errors.ts';
import type { Result } from '../protocol/result.ts';
import type { EventRoomState } from './event-room.ts';
import { createFollowing } from './event-room-session/following.ts';
import { createOutbox } from './event-room-session/outbox.ts';
import { createOwnMessages } from './event-room-session/own-messages.ts';
import type { OwnMessages } from './event-room-session/own-messages.ts';
import type { EventRoomSessionDeps, RoomContext } from './event-room-session/room-context.ts';
import { followNotices } from './event-room-session/room-notices.ts';
import { createRoomStore } from './event-room-session/room-store.ts';
import { createVisits, followConnection, hasUnsent } from './event-room-session/visits.ts';
import type { ReadonlyStore } from './store.ts';

export type { EventRoomSessionDeps } from './event-room-session/room-context.ts';

/** One room, kept in step with the server. The state is a snapshot: the same object until it changes. */
export interface EventRoomSession extends ReadonlyStore<EventRoomState>, OwnMessages {
  /**
   * Joins the room, and again at every connection, until the returned function is called. Several
   * may hold the room open; the last one to go leaves it. Unsent messages go out all the same.
   */
  readonly open: () => () => void;
  /** Asks again, as when one has come to take part; answers under way don't count any more. */
  readonly rejoin: () => void;
  /** Reads the page before the first message; one at a time. */
  readonly loadOlder: () => Promise<Result<null, ProtocolError>>;
  readonly startTyping: () => void;
  readonly stopTyping: () => void;
  /** Whether nobody looks at the room and nothing waits in it. */
  readonly isIdle: () => boolean;
  /** Stops everything; unsent messages are lost. */
  readonly dispose: () => void;
}

/** The room's machine with its connection: notices, history, joining and sending put together. */
export function createEventRoomSession(deps: EventRoomSessionDeps): EventRoomSession {
  const { room, apply, subscribe, getSnapshot } = createRoomStore(deps.ownUserId, () =>
    following.look(),
  );
  const context: RoomContext = {
    ...deps,
    apply,
    room,
    isConnected: () => deps.client.getSnapshot().status === 'connected',
    isOpen: () => visits.isOpen(),
  };
  const following = createFollowing(context);
  const outbox = createOutbox(context);
  const visits = createVisits(following.enter, following.leave);

  const followed = (isConnected: boolean): void => {
    if (isConnected) outbox.pump();
    if (isConnected && visits.isOpen()) return following.enter();
    following.stop();
    if (!isConnected) apply({ type: 'connection-lost' });
  };
  const unsubscribes = [followNotices(context), followConnection(deps.client, followed)];

  return {
    subscribe,
    getSnapshot,
    open: visits.open,
    rejoin() {
      if (visits.isOpen() && room().status !== 'live') following.enterAnew();
    },
    ...createOwnMessages(context, outbox.pump),
    ...typingIn(deps),
    loadOlder: following.loadOlder,
    isIdle: () => !visits.isOpen() && !hasUnsent(room()),
    dispose() {
      visits.closeAll();
      outbox.stop();
      for (const unsubscribe of unsubscribes) unsubscribe();
    },
  };
}

const typingIn = ({
  client,
  eventId,
}: EventRoomSessionDeps): Pick<EventRoomSession, 'startTyping' | 'stopTyping'> => ({
  startTyping: () => client.startTyping(eventId),
  stopTyping: () => client.stopTyping(eventId),
});
