import type { Mention, ReplyTo } from '../../protocol/wire.ts';
import type { Recorder } from '../recorder.ts';
import { beginRequest } from './client.ts';
import { askedFor, recorded } from './mentioning.ts';
import type { Actor } from './workload.ts';

/** A message that was sent before. */
export interface Repeated {
  readonly eventId: string;
  readonly content: string;
  readonly id: string;
  readonly replyTo?: ReplyTo | undefined;
  readonly mentions?: readonly Mention[] | undefined;
}

/** Sends a message once more, under the same id, by the API. */
export async function repeatThroughApi(
  recorder: Recorder,
  { client, rest }: Actor,
  { eventId, content, id, replyTo, mentions }: Repeated,
): Promise<void> {
  const answering = replyTo !== undefined && { replyTo: replyTo.id };
  const request = beginRequest(recorder, {
    ...answering,
    ...recorded(mentions),
    does: 'send',
    client: client.name,
    author: client.person.id,
    eventId,
    clientMessageId: id,
    content,
    via: 'api',
  });
  const answer = await rest.postMessage(eventId, {
    content,
    clientMessageId: id,
    ...answering,
    ...askedFor(mentions),
  });
  if (answer.ok) request.ok({ seq: answer.value.seq, messageId: answer.value.id });
  else request.refused(answer.error.code);
}
