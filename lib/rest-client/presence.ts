import { requests, Visibility } from '../../protocol/wire.ts';
import type { AnswerValue } from '../../protocol/wire.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** Who is here, and whether one is shown, by the API. */
export interface PresenceClient {
  /** Who has an event's chat open now: by name where they are few. */
  readonly getPresence: (eventId: string) => RestResult<AnswerValue<'get-presence'>>;
  readonly getVisibility: () => RestResult<Visibility>;
  /** Has one shown to nobody as being here or typing, in any event, or shown again. */
  readonly setVisibility: (visibility: Visibility) => RestResult<Visibility>;
}

export const presenceClient = (send: ReturnType<typeof createJsonFetch>): PresenceClient => ({
  getPresence: (eventId) =>
    send({
      method: 'GET',
      path: eventPath(eventId, '/presence'),
      answer: requests['get-presence'].answer,
    }),
  getVisibility: () => send({ method: 'GET', path: '/api/visibility', answer: Visibility }),
  setVisibility: (body) =>
    send({ method: 'PUT', path: '/api/visibility', body, answer: Visibility }),
});
