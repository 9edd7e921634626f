import { createJsonFetch, type JsonFetchOptions } from '../../lib/rest-client/json-fetch.ts';
import type { Recorder } from '../recorder.ts';
import { requests } from '../../protocol/wire.ts';
import { beginRequest, type ChangeEnd, type MessageChange, type TortureClient } from './client.ts';

export type ChangeByApi = (client: TortureClient, change: MessageChange) => Promise<ChangeEnd>;

/** Changes messages by the API, each with one request, recorded as the client's own. */
export function createChangeByApi(recorder: Recorder, options: JsonFetchOptions): ChangeByApi {
  const send = createJsonFetch(options);
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
    const answer = await send({
      method: content === undefined ? 'DELETE' : 'PATCH',
      path: `/api/events/${eventId}/messages/${messageId}`,
      answer: requests['edit-message'].answer,
      ...(content !== undefined && { body: { content } }),
    });
    if (answer.ok) request.ok({ seq: answer.value.seq });
    else request.refused(answer.error.code);
    if (answer.ok) return 'done';
    // A session that was ended has been followed by another one.
    const isOver = !answer.error.retryable && answer.error.code !== 'unauthenticated';
    return isOver ? 'refused' : 'unknown';
  };
}
