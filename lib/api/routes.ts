import {
  Event,
  EventChange,
  EventsPage,
  EventsQuery,
  MessageChange,
  MessagesPage,
  MessagesQuery,
  NewEvent,
  NewMessage,
  ParticipantsPage,
  ParticipantsQuery,
  ParticipationAnswer,
  ParticipationChange,
  ReactionChange,
  ReactorsPage,
  ReactorsQuery,
} from '../../protocol/rest.ts';
import { SearchPage, SearchQuery } from '../../protocol/search.ts';
import { requests } from '../../protocol/wire.ts';
import { handleAuth } from './handlers/auth.ts';
import * as events from './handlers/events.ts';
import * as messages from './handlers/messages.ts';
import * as participation from './handlers/participation.ts';
import * as search from './handlers/search.ts';
import * as reactions from './handlers/reactions.ts';
import { refusal } from '../../protocol/errors.ts';
import { respond, respondRefusal } from './respond.ts';
import { json, type Route } from './route.ts';

/** Every route of the API: what the files in `app/api` hand over to, and what the documentation is made of. */
export const routes = {
  health: {
    kind: 'raw',
    methods: ['GET'],
    path: '/api/health',
    summary: 'Whether this process answers. Needs nobody signed in and no database.',
    handle: () => Promise.resolve(respond(200, { status: 'ok' })),
  },
  auth: {
    kind: 'raw',
    methods: ['GET', 'POST'],
    path: '/api/auth/{path}',
    summary: 'Accounts and sessions: the endpoints of Better Auth.',
    handle: handleAuth,
  },
  listEvents: json({
    method: 'GET',
    path: '/api/events',
    summary: 'Events to come, past ones, or one’s own; with a search.',
    query: EventsQuery,
    status: 200,
    answer: EventsPage,
    handle: events.list,
  }),
  createEvent: json({
    method: 'POST',
    path: '/api/events',
    summary: 'Create an event; its creator is organiser and attends.',
    body: NewEvent,
    status: 201,
    answer: Event,
    handle: events.create,
  }),
  readEvent: json({
    method: 'GET',
    path: '/api/events/{eventId}',
    summary: 'One event.',
    status: 200,
    answer: Event,
    handle: events.read,
  }),
  updateEvent: json({
    method: 'PATCH',
    path: '/api/events/{eventId}',
    summary: 'Change an event. Organisers only.',
    body: EventChange,
    status: 200,
    answer: Event,
    handle: events.update,
  }),
  deleteEvent: json({
    method: 'DELETE',
    path: '/api/events/{eventId}',
    summary: 'Delete an event with its chat. Organisers only.',
    status: 204,
    answer: null,
    handle: events.remove,
  }),
  listParticipants: json({
    method: 'GET',
    path: '/api/events/{eventId}/participants',
    summary: 'Who takes part: organisers first, then who attends, then who is interested.',
    query: ParticipantsQuery,
    status: 200,
    answer: ParticipantsPage,
    handle: participation.list,
  }),
  setParticipation: json({
    method: 'PUT',
    path: '/api/events/{eventId}/participation',
    summary: 'Attend an event, be interested in it, or neither.',
    body: ParticipationChange,
    status: 200,
    answer: ParticipationAnswer,
    handle: participation.set,
  }),
  listMessages: json({
    method: 'GET',
    path: '/api/events/{eventId}/messages',
    summary: 'A page of the chat, oldest first, and the place in the log that it is true at.',
    query: MessagesQuery,
    status: 200,
    answer: MessagesPage,
    handle: messages.list,
  }),
  postMessage: json({
    method: 'POST',
    path: '/api/events/{eventId}/messages',
    summary: 'Send a message. A repeat with the same `clientMessageId` is one message, for ever.',
    body: NewMessage,
    status: 201,
    answer: requests['send-message'].answer,
    handle: messages.post,
  }),
  editMessage: json({
    method: 'PATCH',
    path: '/api/events/{eventId}/messages/{messageId}',
    summary: 'Give a message of one’s own another text, for as long as the event lets one.',
    body: MessageChange,
    status: 200,
    answer: requests['edit-message'].answer,
    handle: messages.edit,
  }),
  deleteMessage: json({
    method: 'DELETE',
    path: '/api/events/{eventId}/messages/{messageId}',
    summary:
      'Take the text of a message away: one’s own for a time, or anybody’s where one moderates.',
    status: 200,
    answer: requests['delete-message'].answer,
    handle: messages.remove,
  }),
  search: json({
    method: 'GET',
    path: '/api/search',
    summary:
      'Messages of all events that one takes part in, by words, person and time; the newest first.',
    query: SearchQuery,
    status: 200,
    answer: SearchPage,
    handle: search.everywhere,
  }),
  searchEvent: json({
    method: 'GET',
    path: '/api/events/{eventId}/search',
    summary: 'The same in one event.',
    query: SearchQuery,
    status: 200,
    answer: SearchPage,
    handle: search.inEvent,
  }),
  listReactors: json({
    method: 'GET',
    path: '/api/events/{eventId}/messages/{messageId}/reactions',
    summary: 'Who gave a message one emoji, in the order in which they did.',
    query: ReactorsQuery,
    status: 200,
    answer: ReactorsPage,
    handle: reactions.list,
  }),
  react: json({
    method: 'PUT',
    path: '/api/events/{eventId}/messages/{messageId}/reactions',
    summary: 'Give a message one’s reaction, or take it back.',
    body: ReactionChange,
    status: 200,
    answer: requests.react.answer,
    handle: reactions.set,
  }),
  unknown: {
    kind: 'raw',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    path: '/api/{path}',
    summary: 'Everything else below /api: refused in the same shape as everything.',
    handle: () =>
      Promise.resolve(respondRefusal(refusal('not-found', 'There is no such address here.'))),
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
