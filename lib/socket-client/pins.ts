import type { Answer } from '../../protocol/wire.ts';
import type { SendRequest } from './requester.ts';

/** The requests about pinned messages. */
export interface PinRequests {
  /** Pins a message for everybody; for who moderates. */
  readonly pinMessage: (eventId: string, messageId: string) => Promise<Answer<'pin-message'>>;
  readonly unpinMessage: (eventId: string, messageId: string) => Promise<Answer<'unpin-message'>>;
}

export const pinRequests = (request: SendRequest): PinRequests => ({
  pinMessage: (eventId, messageId) => request('pin-message', { eventId, messageId }),
  unpinMessage: (eventId, messageId) => request('unpin-message', { eventId, messageId }),
});
