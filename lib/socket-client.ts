import type { Answer, NoticeName, Payload } from '../protocol/wire.ts';
import type { RoomPlace } from './event-room.ts';
import type { Connection } from './socket-client/connection.ts';
import { createDebugLog } from './socket-client/debug-log.ts';
import { leaveWhenDraining } from './socket-client/draining.ts';
import { receiveNotices } from './socket-client/incoming.ts';
import type { Incoming } from './socket-client/incoming.ts';
import { createLink } from './socket-client/link.ts';
import { createNoticeListeners } from './socket-client/listeners.ts';
import type { NoticeListener, Unsubscribe } from './socket-client/listeners.ts';
import { moderationRequests } from './socket-client/moderation.ts';
import type { ModerationRequests } from './socket-client/moderation.ts';
import { announcementRequests } from './socket-client/announcements.ts';
import type { AnnouncementRequests } from './socket-client/announcements.ts';
import { pinRequests } from './socket-client/pins.ts';
import type { PinRequests } from './socket-client/pins.ts';
import { pollRequests } from './socket-client/polls.ts';
import type { PollRequests } from './socket-client/polls.ts';
import { questionRequests } from './socket-client/questions.ts';
import type { QuestionRequests } from './socket-client/questions.ts';
import { previewRequests } from './socket-client/previews.ts';
import type { PreviewRequests } from './socket-client/previews.ts';
import { createRequester } from './socket-client/requester.ts';
import type { SendRequest } from './socket-client/requester.ts';
import { createTypingSender } from './socket-client/typing.ts';
import type { TypingSender } from './socket-client/typing.ts';
import { createWaking } from './socket-client/waking.ts';

export type { Connection, ConnectionStatus } from './socket-client/connection.ts';
export type { NoticeListener, Unsubscribe } from './socket-client/listeners.ts';

export interface SocketClientOptions {
  /** Of the socket server, as in `http://localhost:3001`. */
  readonly url: string;
  /**
   * Asked anew at each attempt. `null` is "signed out"; a rejection is "can't tell now",
   * and the attempt is made again later.
   */
  readonly getToken: () => Promise<string | null>;
  /** Prints the connection and what arrives, content included. For development only. */
  readonly debug?: boolean;
  /** Where the debug lines go; `console.info` if left out. */
  readonly log?: (line: string) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

export interface SocketClient
  extends
    ModerationRequests,
    PinRequests,
    PollRequests,
    QuestionRequests,
    PreviewRequests,
    AnnouncementRequests {
  /** The state of the connection, in the form of `useSyncExternalStore`. */
  readonly subscribe: (onChange: () => void) => Unsubscribe;
  readonly getSnapshot: () => Connection;
  readonly connect: () => void;
  /** Ends the connection; the state is `signed-out`. */
  readonly disconnect: () => void;
  /** Tries at once: after the token changed, the network came back or the app came to the front. */
  readonly reconnect: () => void;
  /**
   * The app came to the front, or the network is back: connects at once, or makes sure within 3 s
   * that the connection still lives.
   */
  readonly wake: () => void;
  /** The device says that it has no network: the state is `offline` unless the server answers all the same. */
  readonly networkLost: () => void;
  /** Whose client this is, so that one's own typing is not reported. */
  readonly setOwnUserId: (userId: string | null) => void;
  /**
   * Sends a request and resolves to its answer, always: while disconnected nothing is sent and
   * the answer is `unavailable`, as it is when none came within 8 s (the outcome is unknown then).
   */
  readonly request: SendRequest;
  /**
   * Calls the listener at each notice of this name. `user-typing` and `user-stopped-typing` are
   * derived from `typing-changed` and never about oneself.
   */
  readonly on: <N extends NoticeName>(name: N, listener: NoticeListener<N>) => Unsubscribe;
  /**
   * Calls the listener at each entry of a log whose kind a later version has brought in: it says
   * nothing to this client, but has its place, and the next entry follows on it.
   */
  readonly onLaterEntry: Incoming['onLaterEntry'];
  /** With a place, everything after it is sent; without one, what comes from now on. */
  readonly joinEventRoom: (eventId: string, place?: RoomPlace) => Promise<Answer<'join-event'>>;
  /** Has everything after the place sent again. */
  readonly syncEventRoom: (eventId: string, place: RoomPlace) => Promise<Answer<'sync'>>;
  readonly leaveEventRoom: (eventId: string) => Promise<Answer<'leave-event'>>;
  readonly sendMessage: (
    eventId: string,
    content: string,
    more?: Partial<Omit<Payload<'send-message'>, 'eventId' | 'content'>>,
  ) => Promise<Answer<'send-message'>>;
  readonly editMessage: (
    eventId: string,
    messageId: string,
    content: string,
  ) => Promise<Answer<'edit-message'>>;
  readonly deleteMessage: (eventId: string, messageId: string) => Promise<Answer<'delete-message'>>;
  /** Gives a message one's reaction, or takes it back. */
  readonly react: (
    eventId: string,
    messageId: string,
    reaction: { readonly emoji: string; readonly on: boolean },
  ) => Promise<Answer<'react'>>;
  /** Who gave a message one emoji, the first of them. */
  readonly listReactors: (
    eventId: string,
    messageId: string,
    emoji: string,
  ) => Promise<Answer<'list-reactors'>>;
  /** Says how far one has read; `from`: where one was, as far as this client knows. */
  readonly markRead: (
    eventId: string,
    place: { readonly seq: number; readonly from: number },
  ) => Promise<Answer<'mark-read'>>;
  /** Sets one's position before this place of the log. */
  readonly markUnread: (eventId: string, seq: number) => Promise<Answer<'mark-unread'>>;
  /** Call at every keystroke; `typing` is sent at most once in 2 s. */
  readonly startTyping: (eventId: string) => void;
  /** Sends `stop-typing` once, and only if one was typing. */
  readonly stopTyping: (eventId: string) => void;
  /** Notices that were dropped since they did not have the shape of one. */
  readonly droppedNotices: () => number;
}

interface RoomRequestParts {
  readonly request: SendRequest;
  readonly typing: TypingSender;
  readonly incoming: Incoming;
  readonly onJoining: (eventId: string) => void;
}

type RoomRequests = Pick<
  SocketClient,
  | 'joinEventRoom'
  | 'syncEventRoom'
  | 'leaveEventRoom'
  | 'sendMessage'
  | 'editMessage'
  | 'deleteMessage'
  | 'react'
  | 'listReactors'
  | 'markRead'
  | 'markUnread'
  | 'startTyping'
  | 'stopTyping'
>;

const roomRequests = ({
  request,
  typing,
  incoming,
  onJoining,
}: RoomRequestParts): RoomRequests => ({
  async joinEventRoom(eventId, place) {
    onJoining(eventId);
    const answer = await request('join-event', { eventId, ...place });
    if (answer.ok) incoming.setTypists(eventId, answer.value.typists);
    return answer;
  },
  syncEventRoom: (eventId, place) => request('sync', { eventId, ...place }),
  leaveEventRoom(eventId) {
    typing.forget(eventId);
    incoming.clearTypists(eventId);
    return request('leave-event', { eventId });
  },
  editMessage: (eventId, messageId, content) =>
    request('edit-message', { eventId, messageId, content }),
  deleteMessage: (eventId, messageId) => request('delete-message', { eventId, messageId }),
  react: (eventId, messageId, { emoji, on }) => request('react', { eventId, messageId, emoji, on }),
  listReactors: (eventId, messageId, emoji) =>
    request('list-reactors', { eventId, messageId, emoji }),
  markRead: (eventId, place) => request('mark-read', { eventId, ...place }),
  markUnread: (eventId, seq) => request('mark-unread', { eventId, seq }),
  sendMessage(eventId, content, { clientMessageId, replyTo, mentions, attachments } = {}) {
    typing.forget(eventId);
    return request('send-message', {
      eventId,
      content,
      ...(clientMessageId !== undefined && { clientMessageId }),
      ...(replyTo !== undefined && { replyTo }),
      ...(mentions !== undefined && { mentions }),
      ...(attachments !== undefined && { attachments }),
    });
  },
  startTyping: typing.start,
  stopTyping: typing.stop,
});

/**
 * A connection to the socket server for any JavaScript program: no React, no Expo.
 *
 * Nothing happens before `connect`. From then on it comes back by itself from whatever ends the
 * connection, with a jittered wait of 0.5 to 10 s, until `disconnect` or until the server says
 * that nobody is signed in (`signed-out`; `reconnect` tries again with a fresh token). Rooms are
 * the connection's: whoever joined one joins again when `connected` comes back, as
 * `event-room-session.ts` does.
 */
export function createSocketClient(options: SocketClientOptions): SocketClient {
  // oxlint-disable-next-line no-console -- the debug option prints by contract
  const { url, getToken, debug = false, log = console.info } = options;
  const now = options.now ?? (() => performance.now());
  const listeners = createNoticeListeners();
  const debugLog = createDebugLog({ debug, print: log }, listeners);
  let ownUserId: string | null = null;

  const link = createLink({
    url,
    getToken,
    onConnected: debugLog.connected,
    onDisconnected() {
      typing.forgetAll();
      incoming.clearTypists();
    },
  });
  const { request, idle } = createRequester(link.socket);
  const incoming = receiveNotices({
    socket: link.socket,
    listeners,
    ownUserId: () => ownUserId,
  });
  const typing = createTypingSender({
    now,
    send: (name, eventId) => void request(name, { eventId }),
  });
  listeners.on('session-revoked', link.endSession);
  leaveWhenDraining(link, listeners, idle);

  return {
    subscribe: link.subscribe,
    getSnapshot: link.getSnapshot,
    connect: link.open,
    disconnect: link.endSession,
    reconnect: link.open,
    ...createWaking(link, request),
    setOwnUserId: (userId) => void (ownUserId = userId),
    request,
    on: <N extends NoticeName>(name: N, listener: NoticeListener<N>) =>
      listeners.on(name, listener),
    onLaterEntry: incoming.onLaterEntry,
    ...moderationRequests(request),
    ...pinRequests(request),
    ...pollRequests(request),
    ...questionRequests(request),
    ...previewRequests(request),
    ...announcementRequests(request),
    ...roomRequests({ request, typing, incoming, onJoining: debugLog.joining }),
    droppedNotices: incoming.droppedNotices,
  };
}
