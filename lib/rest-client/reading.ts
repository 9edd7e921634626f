import type { z } from 'zod';

import { UnreadEvents } from '../../protocol/rest.ts';
import type { ReadingChange, UnreadChange } from '../../protocol/rest.ts';
import { requests } from '../../protocol/wire.ts';
import type { AnswerValue } from '../../protocol/wire.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** How far one has read, and what is unread. */
export interface ReadingClient {
  /** The events that have something unread, with how much. */
  readonly listUnread: () => RestResult<UnreadEvents>;
  /** Forward only. */
  readonly markRead: (
    eventId: string,
    change: z.input<typeof ReadingChange>,
  ) => RestResult<AnswerValue<'mark-read'>>;
  readonly markUnread: (
    eventId: string,
    change: z.input<typeof UnreadChange>,
  ) => RestResult<AnswerValue<'mark-unread'>>;
}

export const readingClient = (send: ReturnType<typeof createJsonFetch>): ReadingClient => {
  const { answer } = requests['mark-read'];
  return {
    listUnread: () => send({ method: 'GET', path: '/api/unread', answer: UnreadEvents }),
    markRead: (eventId, body) =>
      send({ method: 'PUT', path: eventPath(eventId, '/reading'), body, answer }),
    markUnread: (eventId, body) =>
      send({ method: 'PUT', path: eventPath(eventId, '/unread'), body, answer }),
  };
};
