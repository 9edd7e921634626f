import type { Answer, RequestName } from '../../protocol/wire.ts';
import type { SocketClient } from '../../lib/socket-client.ts';
import { beginRequest, type Request } from './client.ts';
import type { Recorder } from '../recorder.ts';

interface Tracing {
  readonly recorder: Recorder;
  readonly client: string;
  readonly author: string;
  readonly via: () => string;
}

interface Named {
  readonly eventId: string;
  readonly content?: string | undefined;
  readonly clientMessageId?: string | undefined;
}

const DOES = { 'send-message': 'send', 'join-event': 'join', 'leave-event': 'leave' } as const;

/** Our own client, with each request that matters and its end recorded; nothing else differs. */
export function traced(socketClient: SocketClient, tracing: Tracing): SocketClient {
  const begin = (name: keyof typeof DOES, { eventId, content, clientMessageId }: Named): Request =>
    beginRequest(tracing.recorder, {
      does: DOES[name],
      client: tracing.client,
      author: tracing.author,
      eventId,
      via: tracing.via(),
      ...(content !== undefined && { content }),
      ...(clientMessageId !== undefined && { clientMessageId }),
    });
  const trace = async <N extends RequestName>(
    request: Request | undefined,
    asked: Promise<Answer<N>>,
  ): Promise<Answer<N>> => {
    const answer = await asked;
    if (answer.ok) request?.ok(toResult(answer.value));
    else request?.refused(answer.error.code);
    return answer;
  };
  const { request, sendMessage, joinEventRoom, leaveEventRoom } = socketClient;
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
    sendMessage: (eventId, content, clientMessageId) =>
      trace(
        begin('send-message', { eventId, content, clientMessageId }),
        sendMessage(eventId, content, clientMessageId),
      ),
    joinEventRoom: (...args: Parameters<typeof joinEventRoom>) =>
      trace(begin('join-event', { eventId: args[0] }), joinEventRoom(...args)),
    leaveEventRoom: (eventId) => trace(begin('leave-event', { eventId }), leaveEventRoom(eventId)),
  };
}

function toResult(value: object): Parameters<Request['ok']>[0] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an answer of one of these requests
  const { seq, epoch, id, duplicate } = value as {
    readonly seq?: number;
    readonly epoch?: string;
    readonly id?: string;
    readonly duplicate?: boolean;
  };
  return { seq, epoch, messageId: id, duplicate };
}
