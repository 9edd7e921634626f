import { Pins } from '../../protocol/rest.ts';
import { requests } from '../../protocol/wire.ts';
import type { AnswerValue } from '../../protocol/wire.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** Pinned messages by the API. */
export interface PinsClient {
  /** All of them as they are now, the newest pin first. */
  readonly listPins: (eventId: string) => RestResult<Pins>;
  /** Pins a message for everybody; for who moderates. */
  readonly pinMessage: (
    eventId: string,
    messageId: string,
  ) => RestResult<AnswerValue<'pin-message'>>;
  readonly unpinMessage: (
    eventId: string,
    messageId: string,
  ) => RestResult<AnswerValue<'unpin-message'>>;
}

const pinsPath = (eventId: string): string => eventPath(eventId, '/pins');

const pinPath = (eventId: string, messageId: string): string =>
  `${pinsPath(eventId)}/${encodeURIComponent(messageId)}`;

export const pinsClient = (send: ReturnType<typeof createJsonFetch>): PinsClient => ({
  listPins: (eventId) => send({ method: 'GET', path: pinsPath(eventId), answer: Pins }),
  pinMessage: (eventId, messageId) =>
    send({
      method: 'PUT',
      path: pinPath(eventId, messageId),
      answer: requests['pin-message'].answer,
    }),
  unpinMessage: (eventId, messageId) =>
    send({
      method: 'DELETE',
      path: pinPath(eventId, messageId),
      answer: requests['unpin-message'].answer,
    }),
});
