import { refusal } from '../protocol/errors.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { fail, ok } from '../protocol/result.ts';
import type { Result } from '../protocol/result.ts';
import { MessageText } from '../protocol/wire.ts';
import { needsCatchUp, newEventRoom, nextEventRoom, toEventRoomState } from './event-room.ts';
import type { EventRoomInput, EventRoomState } from './event-room.ts';
import { createHistory } from './event-room-session/history.ts';
import { createJoining } from './event-room-session/joining.ts';
import { createOutbox } from './event-room-session/outbox.ts';
import { followNotices } from './event-room-session/room-notices.ts';
import type { EventRoomSessionDeps, RoomContext } from './event-room-session/room-context.ts';
import { createStore } from './store.ts';
import type { ReadonlyStore } from './store.ts';

export type { EventRoomSessionDeps } from './event-room-session/room-context.ts';

/** Waiting messages live in memory; more than these is not a conversation. */
const UNSENT_MAX = 100;

/** One room, kept in step with the server. The state is a snapshot: the same object until it changes. */
export interface EventRoomSession extends ReadonlyStore<EventRoomState> {
  /**
   * Joins the room, and again at every connection, until the returned function is called. Several
   * may hold the room open; the last one to go leaves it. Unsent messages go out all the same.
   */
  readonly open: () => () => void;
  /** Asks again after a refusal, as when one has come to take part. */
  readonly rejoin: () => void;
  /**
   * Shows the message at once as pending and sends it when it is its turn; without a connection
   * it waits for one. Refused, with a sentence for the person, is only text that can't be sent.
   */
  readonly send: (content: string) => Result<{ clientMessageId: string }, ProtocolError>;
  /** Sends a failed message again under its id. */
  readonly retry: (clientMessageId: string) => void;
  /** Takes a failed or waiting message off the timeline. */
  readonly discard: (clientMessageId: string) => void;
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
  const { client, eventId } = deps;
  let room = newEventRoom(deps.ownUserId);
  let holders = 0;
  const store = createStore(toEventRoomState(room));

  const apply = (input: EventRoomInput): void => {
    const next = nextEventRoom(room, input);
    if (next === room) return;
    room = next;
    store.set(toEventRoomState(room));
    if (room.isJoined && needsCatchUp(room)) history.catchUpSoon();
  };
  const context: RoomContext = {
    ...deps,
    apply,
    room: () => room,
    isConnected: () => client.getSnapshot().status === 'connected',
    isOpen: () => holders > 0,
  };
  const history = createHistory(context);
  const joining = createJoining(context, history.catchUp);
  const outbox = createOutbox(context);

  const enter = (): void => {
    if (context.isConnected()) joining.join();
    history.catchUp();
  };
  const leave = (): void => {
    joining.stop();
    history.stop();
    // Also where the answer to the join is still under way: the server takes both in order.
    if (context.isConnected()) void client.leaveEventRoom(eventId);
    apply({ type: 'connection-lost' });
  };
  let wasConnected = context.isConnected();
  const followConnection = (): void => {
    const isConnected = context.isConnected();
    if (isConnected === wasConnected) return;
    wasConnected = isConnected;
    if (!isConnected) return apply({ type: 'connection-lost' });
    if (context.isOpen() && room.status !== 'refused') joining.join();
    outbox.pump();
  };
  const unsubscribes = [followNotices(context), client.subscribe(followConnection)];

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    open() {
      holders += 1;
      if (holders === 1) enter();
      let isHeld = true;
      return () => {
        if (!isHeld || holders === 0) return;
        isHeld = false;
        holders -= 1;
        if (holders === 0) leave();
      };
    },
    rejoin() {
      if (!context.isOpen() || room.status !== 'refused') return;
      apply({ type: 'join-started' });
      enter();
    },
    ...ownMessages(context, outbox.pump),
    loadOlder: history.loadOlder,
    startTyping: () => client.startTyping(eventId),
    stopTyping: () => client.stopTyping(eventId),
    isIdle: () => holders === 0 && room.own.every(({ progress }) => progress.kind === 'stored'),
    dispose() {
      if (holders > 0) {
        holders = 0;
        leave();
      }
      outbox.stop();
      for (const unsubscribe of unsubscribes) unsubscribe();
    },
  };
}

const tooManyWaiting = (): ProtocolError =>
  refusal('overloaded', 'Many of your messages are still waiting to be sent. Give them a moment.');

const ownMessages = (
  { room, apply, newId, now }: RoomContext,
  pump: () => void,
): Pick<EventRoomSession, 'send' | 'retry' | 'discard'> => ({
  send(text) {
    const content = MessageText.safeParse(text);
    if (!content.success) {
      const [issue] = content.error.issues;
      return fail(refusal('invalid', issue?.message ?? "This message can't be sent."));
    }
    if (room().own.length >= UNSENT_MAX) return fail(tooManyWaiting());
    const clientMessageId = newId();
    const createdAt = now().toISOString();
    apply({ type: 'send-started', clientMessageId, content: content.data, createdAt });
    pump();
    return ok({ clientMessageId });
  },
  retry(clientMessageId) {
    apply({ type: 'send-retried', clientMessageId });
    pump();
  },
  discard: (clientMessageId) => apply({ type: 'send-discarded', clientMessageId }),
});
