import { requests } from '../../protocol/wire.ts';
import type { AnswerValue } from '../../protocol/wire.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** Previews of links by the API. */
export interface PreviewsClient {
  /** Takes a preview away for everybody; for the message's author, and who moderates. */
  readonly removePreview: (
    eventId: string,
    messageId: string,
  ) => RestResult<AnswerValue<'remove-preview'>>;
}

export const previewsClient = (send: ReturnType<typeof createJsonFetch>): PreviewsClient => ({
  removePreview: (eventId, messageId) =>
    send({
      method: 'DELETE',
      path: eventPath(eventId, `/messages/${encodeURIComponent(messageId)}/preview`),
      answer: requests['remove-preview'].answer,
    }),
});
