import { z } from 'zod';

import {
  Event,
  EventsPage,
  MessagesPage,
  ParticipantsPage,
  ParticipationAnswer,
  ReactorsPage,
} from '../protocol/rest.ts';
import { SearchPage } from '../protocol/search.ts';
import type { EventChange, EventScope, NewEvent, NewMessage } from '../protocol/rest.ts';
import { EventMessage, requests } from '../protocol/wire.ts';
import type { AnswerValue, ParticipationStatus } from '../protocol/wire.ts';
import { announcementsClient } from './rest-client/announcements.ts';
import type { AnnouncementsClient } from './rest-client/announcements.ts';
import { filesClient } from './rest-client/files.ts';
import type { FilesClient } from './rest-client/files.ts';
import { createJsonFetch } from './rest-client/json-fetch.ts';
import type { JsonFetchOptions } from './rest-client/json-fetch.ts';
import { exportsClient } from './rest-client/exports.ts';
import type { ExportsClient } from './rest-client/exports.ts';
import { mentionsClient } from './rest-client/mentions.ts';
import type { MentionsClient } from './rest-client/mentions.ts';
import { moderationClient } from './rest-client/moderation.ts';
import type { ModerationClient } from './rest-client/moderation.ts';
import { eventPath, messagePath } from './rest-client/paths.ts';
import { notificationsClient } from './rest-client/notifications.ts';
import type { NotificationsClient } from './rest-client/notifications.ts';
import { pinsClient } from './rest-client/pins.ts';
import type { PinsClient } from './rest-client/pins.ts';
import { pollsClient } from './rest-client/polls.ts';
import type { PollsClient } from './rest-client/polls.ts';
import { previewsClient } from './rest-client/previews.ts';
import type { PreviewsClient } from './rest-client/previews.ts';
import { presenceClient } from './rest-client/presence.ts';
import type { PresenceClient } from './rest-client/presence.ts';
import { readingClient } from './rest-client/reading.ts';
import type { ReadingClient } from './rest-client/reading.ts';
import type { RestResult } from './rest-client/rest-result.ts';

export type { RestResult } from './rest-client/rest-result.ts';

interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

interface PageRequest extends Abortable {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface EventsRequest extends PageRequest {
  readonly scope?: EventScope | undefined;
  readonly query?: string | undefined;
}

export interface MessagesRequest extends Abortable {
  /** At most one of `before` and `after`: positions in the log. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

export interface SearchRequest extends PageRequest {
  /** In one event; left out, in all that one takes part in. */
  readonly eventId?: string | undefined;
  /** Words, and phrases in quotes. */
  readonly query?: string | undefined;
  /** The beginning of a name. */
  readonly from?: string | undefined;
  readonly userId?: string | undefined;
  /** ISO 8601 with an offset: written at this time or later, and before this one. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** `file`: only messages that bring files. */
  readonly has?: 'file' | undefined;
}

/** The API of `protocol/rest.ts`, typed. Never throws; aborted requests answer `unavailable`. */
export interface RestClient
  extends
    AnnouncementsClient,
    FilesClient,
    ExportsClient,
    MentionsClient,
    ModerationClient,
    NotificationsClient,
    PinsClient,
    PollsClient,
    PreviewsClient,
    PresenceClient,
    ReadingClient {
  readonly listEvents: (request?: EventsRequest) => RestResult<EventsPage>;
  readonly createEvent: (event: z.input<typeof NewEvent>) => RestResult<Event>;
  readonly getEvent: (eventId: string, options?: Abortable) => RestResult<Event>;
  readonly updateEvent: (eventId: string, change: z.input<typeof EventChange>) => RestResult<Event>;
  readonly deleteEvent: (eventId: string) => RestResult<null>;
  readonly listParticipants: (
    eventId: string,
    /** `name`: only those of whose names a word begins so. */
    request?: PageRequest & { readonly name?: string },
  ) => RestResult<ParticipantsPage>;
  /** `null` is "does not take part". */
  readonly setParticipation: (
    eventId: string,
    status: ParticipationStatus | null,
  ) => RestResult<ParticipationAnswer>;
  readonly listMessages: (eventId: string, request?: MessagesRequest) => RestResult<MessagesPage>;
  /** Messages by words, person and time, the newest first. */
  readonly search: (request: SearchRequest) => RestResult<SearchPage>;
  readonly postMessage: (
    eventId: string,
    message: z.input<typeof NewMessage>,
  ) => RestResult<EventMessage>;
  /** Gives a message of one's own another text. */
  readonly editMessage: (
    eventId: string,
    messageId: string,
    content: string,
  ) => RestResult<AnswerValue<'edit-message'>>;
  /** Takes a message's text away. */
  readonly deleteMessage: (
    eventId: string,
    messageId: string,
  ) => RestResult<AnswerValue<'delete-message'>>;
  /** Gives a message one's reaction, or takes it back. */
  readonly react: (
    eventId: string,
    messageId: string,
    reaction: { readonly emoji: string; readonly on: boolean },
  ) => RestResult<AnswerValue<'react'>>;
  /** Who gave a message one emoji, in the order in which they did. */
  readonly listReactors: (
    eventId: string,
    messageId: string,
    request: PageRequest & { readonly emoji: string },
  ) => RestResult<ReactorsPage>;
}

/** A client of the API at `baseUrl`; on the web an empty one means the page's own origin. */
export function createRestClient(options: JsonFetchOptions): RestClient {
  const send = createJsonFetch(options);
  return {
    listEvents: ({ signal, ...query } = {}) =>
      send({ method: 'GET', path: '/api/events', query, signal, answer: EventsPage }),
    createEvent: (body) => send({ method: 'POST', path: '/api/events', body, answer: Event }),
    getEvent: (eventId, { signal } = {}) =>
      send({ method: 'GET', path: eventPath(eventId), signal, answer: Event }),
    updateEvent: (eventId, body) =>
      send({ method: 'PATCH', path: eventPath(eventId), body, answer: Event }),
    deleteEvent: (eventId) =>
      send({ method: 'DELETE', path: eventPath(eventId), answer: z.null() }),
    listParticipants: (eventId, { signal, ...query } = {}) =>
      send({
        method: 'GET',
        path: eventPath(eventId, '/participants'),
        query,
        signal,
        answer: ParticipantsPage,
      }),
    setParticipation: (eventId, status) =>
      send({
        method: 'PUT',
        path: eventPath(eventId, '/participation'),
        body: { status },
        answer: ParticipationAnswer,
      }),
    ...messageRequests(send),
    ...moderationClient(send),
    ...mentionsClient(send),
    ...notificationsClient(send),
    ...announcementsClient(send),
    ...filesClient(send),
    ...exportsClient(send, options.baseUrl),
    ...pinsClient(send),
    ...pollsClient(send),
    ...previewsClient(send),
    ...presenceClient(send),
    ...readingClient(send),
  };
}

type MessageRequests = Pick<
  RestClient,
  | 'listMessages'
  | 'search'
  | 'postMessage'
  | 'editMessage'
  | 'deleteMessage'
  | 'react'
  | 'listReactors'
>;

const messageRequests = (send: ReturnType<typeof createJsonFetch>): MessageRequests => ({
  listMessages: (eventId, { signal, ...query } = {}) =>
    send({
      method: 'GET',
      path: eventPath(eventId, '/messages'),
      query,
      signal,
      answer: MessagesPage,
    }),
  search: ({ signal, eventId, ...query }) =>
    send({
      method: 'GET',
      path: eventId === undefined ? '/api/search' : eventPath(eventId, '/search'),
      query,
      signal,
      answer: SearchPage,
    }),
  postMessage: (eventId, body) =>
    send({ method: 'POST', path: eventPath(eventId, '/messages'), body, answer: EventMessage }),
  editMessage: (eventId, messageId, content) =>
    send({
      method: 'PATCH',
      path: messagePath(eventId, messageId),
      body: { content },
      answer: requests['edit-message'].answer,
    }),
  deleteMessage: (eventId, messageId) =>
    send({
      method: 'DELETE',
      path: messagePath(eventId, messageId),
      answer: requests['delete-message'].answer,
    }),
  ...reactionRequests(send),
});

const reactionRequests = (
  send: ReturnType<typeof createJsonFetch>,
): Pick<RestClient, 'react' | 'listReactors'> => ({
  react: (eventId, messageId, { emoji, on }) =>
    send({
      method: 'PUT',
      path: `${messagePath(eventId, messageId)}/reactions`,
      body: { emoji, on },
      answer: requests.react.answer,
    }),
  listReactors: (eventId, messageId, { signal, ...query }) =>
    send({
      method: 'GET',
      path: `${messagePath(eventId, messageId)}/reactions`,
      query,
      signal,
      answer: ReactorsPage,
    }),
});
