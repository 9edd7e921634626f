import type { z } from 'zod';

import { Bans, MessageVersions, ParticipantDetails } from '../../protocol/rest.ts';
import type { MuteChange, Removal, RoleChange, RoomModeChange } from '../../protocol/rest.ts';
import { requests } from '../../protocol/wire.ts';
import type { AnswerValue } from '../../protocol/wire.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath, messagePath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

type ActAnswer = RestResult<AnswerValue<'mute'>>;

/** What organisers and moderators do by the API, and what they may see. */
export interface ModerationClient {
  readonly getParticipant: (eventId: string, userId: string) => RestResult<ParticipantDetails>;
  /** What a message says and said before, the oldest first. */
  readonly listVersions: (eventId: string, messageId: string) => RestResult<MessageVersions>;
  readonly listBans: (eventId: string) => RestResult<Bans>;
  readonly setRole: (
    eventId: string,
    userId: string,
    change: z.input<typeof RoleChange>,
  ) => ActAnswer;
  readonly mute: (eventId: string, userId: string, change: z.input<typeof MuteChange>) => ActAnswer;
  readonly remove: (
    eventId: string,
    userId: string,
    removal?: z.input<typeof Removal>,
  ) => ActAnswer;
  readonly ban: (eventId: string, userId: string, removal?: z.input<typeof Removal>) => ActAnswer;
  readonly unban: (eventId: string, userId: string) => ActAnswer;
  readonly setRoomMode: (
    eventId: string,
    change: z.input<typeof RoomModeChange>,
  ) => RestResult<AnswerValue<'set-room-mode'>>;
}

const personPath = (eventId: string, userId: string, rest = ''): string =>
  eventPath(eventId, `/participants/${encodeURIComponent(userId)}${rest}`);

const banPath = (eventId: string, userId: string): string =>
  eventPath(eventId, `/bans/${encodeURIComponent(userId)}`);

export const moderationClient = (send: ReturnType<typeof createJsonFetch>): ModerationClient => {
  const { answer } = requests.mute;
  return {
    getParticipant: (eventId, userId) =>
      send({ method: 'GET', path: personPath(eventId, userId), answer: ParticipantDetails }),
    listVersions: (eventId, messageId) =>
      send({
        method: 'GET',
        path: messagePath(eventId, messageId, '/versions'),
        answer: MessageVersions,
      }),
    listBans: (eventId) => send({ method: 'GET', path: eventPath(eventId, '/bans'), answer: Bans }),
    setRole: (eventId, userId, body) =>
      send({ method: 'PUT', path: personPath(eventId, userId, '/role'), body, answer }),
    mute: (eventId, userId, body) =>
      send({ method: 'PUT', path: personPath(eventId, userId, '/mute'), body, answer }),
    remove: (eventId, userId, body = {}) =>
      send({ method: 'POST', path: personPath(eventId, userId, '/removal'), body, answer }),
    ban: (eventId, userId, body = {}) =>
      send({ method: 'PUT', path: banPath(eventId, userId), body, answer }),
    unban: (eventId, userId) => send({ method: 'DELETE', path: banPath(eventId, userId), answer }),
    setRoomMode: (eventId, body) =>
      send({
        method: 'PATCH',
        path: eventPath(eventId, '/mode'),
        body,
        answer: requests['set-room-mode'].answer,
      }),
  };
};
