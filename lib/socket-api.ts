import type { ProtocolError } from '../protocol/errors.ts';
import type { Answer, Notice, RequestName } from '../protocol/wire.ts';
import type { NoticeListener, SocketClient, Unsubscribe } from './socket-client.ts';

type On<Name extends Parameters<SocketClient['on']>[0]> = (
  listener: NoticeListener<Name>,
) => Unsubscribe;

/**
 * What components do with the socket, by the names of the seed's examples. The functions never
 * change their identity, so they are safe in the dependencies of an effect; the promises never
 * reject, so they need not be awaited.
 */
export interface SocketApi extends Pick<
  SocketClient,
  'editMessage' | 'deleteMessage' | 'react' | 'listReactors'
> {
  readonly joinEventRoom: (eventId: string) => Promise<Answer<'join-event'>>;
  readonly leaveEventRoom: (eventId: string) => Promise<Answer<'leave-event'>>;
  readonly sendMessage: (eventId: string, content: string) => Promise<Answer<'send-message'>>;
  /** Call at every keystroke. */
  readonly startTyping: (eventId: string) => void;
  readonly stopTyping: (eventId: string) => void;
  readonly onMessage: On<'new-message'>;
  readonly onMessageEdited: On<'message-edited'>;
  readonly onMessageDeleted: On<'message-deleted'>;
  readonly onReactionsChanged: On<'reactions-changed'>;
  readonly onPinChanged: On<'pin-changed'>;
  readonly onMessagePreviewed: On<'message-previewed'>;
  readonly onAnnouncementChanged: On<'announcement-changed'>;
  /** Somebody else started typing in a room that one has joined. */
  readonly onUserTyping: On<'user-typing'>;
  readonly onUserStoppedTyping: On<'user-stopped-typing'>;
  readonly onUserJoined: On<'user-joined'>;
  readonly onUserLeft: On<'user-left'>;
  readonly onParticipantChanged: On<'participant-changed'>;
  /** What the server refused, the requests made here included. */
  readonly onError: On<'error'>;
  readonly onTypingChanged: On<'typing-changed'>;
  readonly onAttendeeCounts: On<'attendee-counts'>;
  readonly onEventUpdated: On<'event-updated'>;
  readonly onRoomClosed: On<'room-closed'>;
  /** One has read up to another place, on whichever device. */
  readonly onReadingChanged: On<'reading-changed'>;
  readonly onSessionRevoked: On<'session-revoked'>;
}

const toErrorNotice = (
  { message, code, retryAfterMs }: ProtocolError,
  request: RequestName,
): Notice<'error'> => ({
  message,
  code,
  request,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

type OnNotice = (notice: Notice<'error'>) => void;

function listenTo(
  client: Pick<SocketClient, 'on'>,
  refused: Set<OnNotice>,
  listener: OnNotice,
): Unsubscribe {
  const own: OnNotice = (notice) => listener(notice);
  refused.add(own);
  const unsubscribe = client.on('error', listener);
  return () => {
    refused.delete(own);
    unsubscribe();
  };
}

/** The client under the names of the seed's examples. */
export function createSocketApi(client: SocketClient): SocketApi {
  const refused = new Set<OnNotice>();

  /** A caller that does not look at the answer finds a refusal among the errors. */
  const reporting = async <N extends RequestName>(
    name: N,
    answer: Promise<Answer<N>>,
  ): Promise<Answer<N>> => {
    const result = await answer;
    if (result.ok) return result;
    const notice = toErrorNotice(result.error, name);
    for (const listener of refused) listener(notice);
    return result;
  };
  return {
    joinEventRoom: (eventId) => reporting('join-event', client.joinEventRoom(eventId)),
    leaveEventRoom: client.leaveEventRoom,
    sendMessage: (eventId, content) =>
      reporting('send-message', client.sendMessage(eventId, content)),
    editMessage: (...given) => reporting('edit-message', client.editMessage(...given)),
    deleteMessage: (...given) => reporting('delete-message', client.deleteMessage(...given)),
    react: (...given) => reporting('react', client.react(...given)),
    listReactors: (...given) => reporting('list-reactors', client.listReactors(...given)),
    startTyping: client.startTyping,
    stopTyping: client.stopTyping,
    onMessage: (listener) => client.on('new-message', listener),
    onMessageEdited: (listener) => client.on('message-edited', listener),
    onMessageDeleted: (listener) => client.on('message-deleted', listener),
    onReactionsChanged: (listener) => client.on('reactions-changed', listener),
    onPinChanged: (listener) => client.on('pin-changed', listener),
    onMessagePreviewed: (listener) => client.on('message-previewed', listener),
    onAnnouncementChanged: (listener) => client.on('announcement-changed', listener),
    onUserTyping: (listener) => client.on('user-typing', listener),
    onUserStoppedTyping: (listener) => client.on('user-stopped-typing', listener),
    onUserJoined: (listener) => client.on('user-joined', listener),
    onUserLeft: (listener) => client.on('user-left', listener),
    onParticipantChanged: (listener) => client.on('participant-changed', listener),
    onError: (listener) => listenTo(client, refused, listener),
    onTypingChanged: (listener) => client.on('typing-changed', listener),
    onAttendeeCounts: (listener) => client.on('attendee-counts', listener),
    onEventUpdated: (listener) => client.on('event-updated', listener),
    onRoomClosed: (listener) => client.on('room-closed', listener),
    onReadingChanged: (listener) => client.on('reading-changed', listener),
    onSessionRevoked: (listener) => client.on('session-revoked', listener),
  };
}
