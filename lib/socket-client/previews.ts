import type { Answer } from '../../protocol/wire.ts';
import type { SendRequest } from './requester.ts';

/** The requests about what pages say that messages link to. */
export interface PreviewRequests {
  /** Takes a preview away for everybody; for the message's author, and who moderates. */
  readonly removePreview: (eventId: string, messageId: string) => Promise<Answer<'remove-preview'>>;
}

export const previewRequests = (request: SendRequest): PreviewRequests => ({
  removePreview: (eventId, messageId) => request('remove-preview', { eventId, messageId }),
});
