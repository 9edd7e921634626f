import {
  Bans,
  Event,
  EventChange,
  EventsPage,
  EventsQuery,
  NewEvent,
  ReadingChange,
  UnreadChange,
  UnreadEvents,
  MuteChange,
  ParticipantDetails,
  ParticipantsPage,
  ParticipantsQuery,
  ParticipationAnswer,
  ParticipationChange,
  Removal,
  RoleChange,
  RoomModeChange,
} from '../../protocol/rest.ts';
import { MentionsPage, MentionsQuery } from '../../protocol/mentions.ts';
import { SearchPage, SearchQuery } from '../../protocol/search.ts';
import { requests } from '../../protocol/wire.ts';
import { announcementRoutes } from './announcement-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { handleAuth } from './handlers/auth.ts';
import * as events from './handlers/events.ts';
import * as moderation from './handlers/moderation.ts';
import * as mentions from './handlers/mentions.ts';
import * as reading from './handlers/reading.ts';
import * as participation from './handlers/participation.ts';
import * as search from './handlers/search.ts';
import { messageRoutes } from './message-routes.ts';
import { pollRoutes } from './poll-routes.ts';
import { questionRoutes } from './question-routes.ts';
import { notificationRoutes } from './notification-routes.ts';
import { presenceRoutes } from './presence-routes.ts';
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
  readParticipant: json({
    method: 'GET',
    path: '/api/events/{eventId}/participants/{userId}',
    summary: 'One person’s place in an event; for who moderates, whether they are muted or banned.',
    status: 200,
    answer: ParticipantDetails,
    handle: moderation.read,
  }),
  setRole: json({
    method: 'PUT',
    path: '/api/events/{eventId}/participants/{userId}/role',
    summary: 'Give somebody a role, give one’s own up, or hand over.',
    body: RoleChange,
    status: 200,
    answer: requests['set-role'].answer,
    handle: moderation.setRole,
  }),
  mute: json({
    method: 'PUT',
    path: '/api/events/{eventId}/participants/{userId}/mute',
    summary: 'Mute somebody for a time, or no longer.',
    body: MuteChange,
    status: 200,
    answer: requests.mute.answer,
    handle: moderation.mute,
  }),
  removeParticipant: json({
    method: 'POST',
    path: '/api/events/{eventId}/participants/{userId}/removal',
    summary: 'End somebody’s participation; they may come back.',
    body: Removal,
    status: 200,
    answer: requests.remove.answer,
    handle: moderation.remove,
  }),
  listBans: json({
    method: 'GET',
    path: '/api/events/{eventId}/bans',
    summary: 'Who is banned, the newest first. For who moderates.',
    status: 200,
    answer: Bans,
    handle: moderation.bans,
  }),
  ban: json({
    method: 'PUT',
    path: '/api/events/{eventId}/bans/{userId}',
    summary: 'End somebody’s participation for good.',
    body: Removal,
    status: 200,
    answer: requests.ban.answer,
    handle: moderation.ban,
  }),
  unban: json({
    method: 'DELETE',
    path: '/api/events/{eventId}/bans/{userId}',
    summary: 'Lift a ban.',
    status: 200,
    answer: requests.unban.answer,
    handle: moderation.unban,
  }),
  setRoomMode: json({
    method: 'PATCH',
    path: '/api/events/{eventId}/mode',
    summary: 'Freeze the chat, or set slow mode.',
    body: RoomModeChange,
    status: 200,
    answer: requests['set-room-mode'].answer,
    handle: moderation.setMode,
  }),
  listUnread: json({
    method: 'GET',
    path: '/api/unread',
    summary:
      'The events that one takes part in and has not read to the end, with how many messages of others are unread, counted up to 100.',
    status: 200,
    answer: UnreadEvents,
    handle: reading.list,
  }),
  markRead: json({
    method: 'PUT',
    path: '/api/events/{eventId}/reading',
    summary: 'Say how far one has read: forward only, on all of one’s devices.',
    body: ReadingChange,
    status: 200,
    answer: requests['mark-read'].answer,
    handle: reading.read,
  }),
  markUnread: json({
    method: 'PUT',
    path: '/api/events/{eventId}/unread',
    summary: 'Mark an entry, and what comes behind it, as unread.',
    body: UnreadChange,
    status: 200,
    answer: requests['mark-unread'].answer,
    handle: reading.unread,
  }),
  listMentions: json({
    method: 'GET',
    path: '/api/mentions',
    summary:
      'The messages of all events that one takes part in that mention one, or a group that one is in; the newest first.',
    query: MentionsQuery,
    status: 200,
    answer: MentionsPage,
    handle: mentions.list,
  }),
  ...messageRoutes,
  ...pollRoutes,
  ...questionRoutes,
  ...fileRoutes,
  ...announcementRoutes,
  ...presenceRoutes,
  ...notificationRoutes,
  ...exportRoutes,
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
