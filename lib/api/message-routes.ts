import {
  MessageChange,
  MessageVersions,
  MessagesPage,
  MessagesQuery,
  NewMessage,
  Pins,
  ReactionChange,
  ReactorsPage,
  ReactorsQuery,
} from '../../protocol/rest.ts';
import { requests } from '../../protocol/wire.ts';
import * as messages from './handlers/messages.ts';
import * as pins from './handlers/pins.ts';
import * as reactions from './handlers/reactions.ts';
import { json, type Route } from './route.ts';

/** The routes about what is said in an event: messages, their reactions, and which are pinned. */
export const messageRoutes = {
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
  listVersions: json({
    method: 'GET',
    path: '/api/events/{eventId}/messages/{messageId}/versions',
    summary: 'What a message says and said before, the oldest first. For who moderates.',
    status: 200,
    answer: MessageVersions,
    handle: messages.versions,
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
  removePreview: json({
    method: 'DELETE',
    path: '/api/events/{eventId}/messages/{messageId}/preview',
    summary:
      'Take the preview of a link away: from a message of one’s own, or from anybody’s where one moderates.',
    status: 200,
    answer: requests['remove-preview'].answer,
    handle: messages.removePreview,
  }),
  listPins: json({
    method: 'GET',
    path: '/api/events/{eventId}/pins',
    summary: 'All pinned messages as they are now, the newest pin first, with who pinned them.',
    status: 200,
    answer: Pins,
    handle: pins.list,
  }),
  pinMessage: json({
    method: 'PUT',
    path: '/api/events/{eventId}/pins/{messageId}',
    summary: 'Pin a message for everybody. For who moderates.',
    status: 200,
    answer: requests['pin-message'].answer,
    handle: pins.pin,
  }),
  unpinMessage: json({
    method: 'DELETE',
    path: '/api/events/{eventId}/pins/{messageId}',
    summary: 'Take the pin of a message away.',
    status: 200,
    answer: requests['unpin-message'].answer,
    handle: pins.unpin,
  }),
} as const satisfies Record<string, Route>;
