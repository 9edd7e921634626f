import type { Answer, MentionAsked, RequestName } from '../../protocol/wire.ts';
import type { SocketClient } from '../../lib/socket-client.ts';
import { beginRequest, type Request } from './client.ts';
import { recorded } from './mentioning.ts';
import type { Recorder } from '../recorder.ts';

interface Tracing {
  readonly recorder: Recorder;
  readonly client: string;
  readonly author: string;
  readonly via: () => string;
  /** Told how far a room's log goes, as the answer to a join or a sync says it. */
  readonly onPlace: (place: { readonly eventId: string; readonly seq: number }) => void;
  /** Told before a room is joined. */
  readonly onJoining: (eventId: string) => void;
}

interface Named {
  readonly eventId: string;
  readonly content?: string | undefined;
  readonly clientMessageId?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly mentions?: readonly MentionAsked[] | undefined;
  readonly messageId?: string | undefined;
  readonly choices?: readonly number[] | undefined;
  readonly emoji?: string | undefined;
  readonly on?: boolean | undefined;
}

const DOES = {
  'send-message': 'send',
  'edit-message': 'edit',
  'delete-message': 'delete',
  react: 'react',
  vote: 'vote',
  'close-poll': 'close-poll',
  'pin-message': 'pin',
  'unpin-message': 'unpin',
  'mark-read': 'read',
  'mark-unread': 'unread',
  'join-event': 'join',
  'leave-event': 'leave',
} as const;

const beginTraced = (
  { recorder, client, author, via }: Tracing,
  name: keyof typeof DOES,
  { eventId, content, clientMessageId, replyTo, mentions, messageId, choices, emoji, on }: Named,
): Request =>
  beginRequest(recorder, {
    does: DOES[name],
    client,
    author,
    eventId,
    via: via(),
    ...(content !== undefined && { content }),
    ...(clientMessageId !== undefined && { clientMessageId }),
    ...(replyTo !== undefined && { replyTo }),
    ...recorded(mentions),
    ...(messageId !== undefined && { messageId }),
    ...(choices !== undefined && { choices }),
    ...(emoji !== undefined && { emoji }),
    ...(on !== undefined && { on }),
  });

async function trace<N extends RequestName>(
  request: Request | undefined,
  asked: Promise<Answer<N>>,
): Promise<Answer<N>> {
  const answer = await asked;
  if (answer.ok) request?.ok(toResult(answer.value));
  else request?.refused(answer.error.code);
  return answer;
}

/** Our own client, with each request that matters and its end recorded; nothing else differs. */
export function traced(socketClient: SocketClient, tracing: Tracing): SocketClient {
  const begin: Begin = (name, named) => beginTraced(tracing, name, named);
  const placed = async <N extends 'join-event' | 'sync'>(
    asked: Promise<Answer<N>>,
  ): Promise<Answer<N>> => {
    const answer = await asked;
    if (answer.ok) tracing.onPlace(answer.value);
    return answer;
  };
  const { request, sendMessage, joinEventRoom, leaveEventRoom } = socketClient;
  const { syncEventRoom, markRead, markUnread } = socketClient;
  return {
    ...socketClient,
    request: (name, payload) =>
      trace(
        name in DOES
          ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the line above says so
            begin(name as keyof typeof DOES, payload as Named)
          : undefined,
        request(name, payload),
      ),
    sendMessage: (eventId, content, more) =>
      trace(
        begin('send-message', { eventId, content, ...more }),
        sendMessage(eventId, content, more),
      ),
    ...tracedChanges(socketClient, begin),
    joinEventRoom: (...args: Parameters<typeof joinEventRoom>) => {
      tracing.onJoining(args[0]);
      return placed(trace(begin('join-event', { eventId: args[0] }), joinEventRoom(...args)));
    },
    syncEventRoom: (...args: Parameters<typeof syncEventRoom>) => placed(syncEventRoom(...args)),
    markRead: (eventId, place) => trace(begin('mark-read', { eventId }), markRead(eventId, place)),
    markUnread: (eventId, seq) =>
      trace(begin('mark-unread', { eventId }), markUnread(eventId, seq)),
    leaveEventRoom: (eventId) => trace(begin('leave-event', { eventId }), leaveEventRoom(eventId)),
  };
}

type Begin = (name: keyof typeof DOES, named: Named) => Request;

type Changes =
  'editMessage' | 'deleteMessage' | 'react' | 'pinMessage' | 'unpinMessage' | 'vote' | 'closePoll';

/** What one does with a message that is there. */
function tracedChanges(
  { editMessage, deleteMessage, react, pinMessage, unpinMessage, vote, closePoll }: SocketClient,
  begin: Begin,
): Pick<SocketClient, Changes> {
  return {
    editMessage: (eventId, messageId, content) =>
      trace(
        begin('edit-message', { eventId, messageId, content }),
        editMessage(eventId, messageId, content),
      ),
    deleteMessage: (eventId, messageId) =>
      trace(begin('delete-message', { eventId, messageId }), deleteMessage(eventId, messageId)),
    react: (eventId, messageId, reaction) =>
      trace(
        begin('react', { eventId, messageId, ...reaction }),
        react(eventId, messageId, reaction),
      ),
    vote: (eventId, messageId, choices) =>
      trace(begin('vote', { eventId, messageId, choices }), vote(eventId, messageId, choices)),
    closePoll: (eventId, messageId) =>
      trace(begin('close-poll', { eventId, messageId }), closePoll(eventId, messageId)),
    pinMessage: (eventId, messageId) =>
      trace(begin('pin-message', { eventId, messageId }), pinMessage(eventId, messageId)),
    unpinMessage: (eventId, messageId) =>
      trace(begin('unpin-message', { eventId, messageId }), unpinMessage(eventId, messageId)),
  };
}

function toResult(value: object): Parameters<Request['ok']>[0] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an answer of one of these requests
  const {
    seq,
    epoch,
    id,
    messageId = id,
    duplicate,
    readSeq,
  } = value as {
    readonly seq?: number;
    readonly epoch?: string;
    readonly id?: string;
    readonly messageId?: string;
    readonly duplicate?: boolean;
    readonly readSeq?: number;
  };
  return { seq, epoch, duplicate, readSeq, ...(messageId !== undefined && { messageId }) };
}
