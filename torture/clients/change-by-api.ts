import type { RestClient } from '../../lib/rest-client.ts';
import type { Recorder } from '../recorder.ts';
import { beginRequest, type ChangeEnd, type MessageChange, type TortureClient } from './client.ts';

export type ChangeByApi = (client: TortureClient, change: MessageChange) => Promise<ChangeEnd>;

/** Changes messages by the API, each with one request, recorded as the client's own. */
export function createChangeByApi(recorder: Recorder, rest: RestClient): ChangeByApi {
  return async ({ name, person }, { eventId, messageId, content }) => {
    const request = beginRequest(recorder, {
      does: content === undefined ? 'delete' : 'edit',
      client: name,
      author: person.id,
      eventId,
      messageId,
      via: 'api',
      ...(content !== undefined && { content }),
    });
    const answer = await (content === undefined
      ? rest.deleteMessage(eventId, messageId)
      : rest.editMessage(eventId, messageId, content));
    if (answer.ok) request.ok({ seq: answer.value.seq });
    else request.refused(answer.error.code);
    if (answer.ok) return 'done';
    // A session that was ended has been followed by another one.
    const isOver = !answer.error.retryable && answer.error.code !== 'unauthenticated';
    return isOver ? 'refused' : 'unknown';
  };
}
