import { requests, Visibility } from '../../protocol/wire.ts';
import * as presence from './handlers/presence.ts';
import { json, type Route } from './route.ts';

/** The routes about who is here, and who is shown to be. */
export const presenceRoutes = {
  readPresence: json({
    method: 'GET',
    path: '/api/events/{eventId}/presence',
    summary:
      'Who has the chat open now: by name where they are at most 50, else their number alone.',
    status: 200,
    answer: requests['get-presence'].answer,
    handle: presence.list,
  }),
  readVisibility: json({
    method: 'GET',
    path: '/api/visibility',
    summary: 'Whether one is invisible.',
    status: 200,
    answer: Visibility,
    handle: presence.read,
  }),
  setVisibility: json({
    method: 'PUT',
    path: '/api/visibility',
    summary: 'Be shown to nobody as being here or typing, in any event, or be shown again.',
    body: Visibility,
    status: 200,
    answer: Visibility,
    handle: presence.set,
  }),
} as const satisfies Record<string, Route>;
