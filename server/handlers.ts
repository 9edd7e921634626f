import type { RoomAccessReader } from '../db/rooms.ts';
import type { ReactorsRequest } from '../db/reactors.ts';
import type { EventLog, NewId, Turn } from '../domain/ports.ts';
import { tooFast } from '../domain/refusals.ts';
import type { ChangeDeps } from '../domain/append-change.ts';
import { deleteMessage, editMessage } from '../domain/change-message.ts';
import * as moderation from '../domain/moderate.ts';
import { pinMessage, unpinMessage } from '../domain/pin.ts';
import {
  getPresence,
  setVisibility,
  type PresenceDeps,
  type VisibilityDeps,
} from '../domain/presence.ts';
import { removePreview } from '../domain/preview.ts';
import { react } from '../domain/react.ts';
import { markRead, markUnread, type ReadingDeps } from '../domain/reading.ts';
import { sendMessage } from '../domain/send-message.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { ReactorsPage } from '../protocol/rest.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { Answer, Payload, RequestName } from '../protocol/wire.ts';
import type { Budgets } from './budgets.ts';
import type { ChatSocket } from './chat-socket.ts';
import type { Log } from '../lib/server/log.ts';
import { cheer, type } from './ephemeral.ts';
import { createPollHandlers, type PollDeps } from './poll-requests.ts';
import { createQuestionHandlers, type QuestionDeps } from './question-requests.ts';
import type { Sightings } from './sightings.ts';
import { setActivity } from './own-activity.ts';
import { joinRoom } from './rooms/join.ts';
import { syncRoom } from './rooms/sync.ts';
import type { Rooms } from './rooms/rooms.ts';

export type Handlers = {
  readonly [N in RequestName]: (
    socket: ChatSocket,
    payload: Payload<N>,
    turn: Turn,
  ) => Promise<Answer<N>>;
};

export interface HandlerDeps {
  readonly readAccess: RoomAccessReader;
  readonly eventLog: EventLog;
  readonly readReactors: (request: ReactorsRequest) => Promise<Result<ReactorsPage, ProtocolError>>;
  readonly reading: Pick<ReadingDeps, 'move' | 'tell'>;
  readonly sightings: Pick<Sightings, 'add'>;
  readonly polls: PollDeps['polls'];
  readonly questions: QuestionDeps['questions'];
  readonly presence: Pick<PresenceDeps, 'present' | 'readPeople'>;
  readonly visibility: Pick<VisibilityDeps, 'setInvisible' | 'tell'>;
  readonly rooms: Rooms;
  readonly budgets: Budgets;
  readonly newId: NewId;
  readonly log: Log;
}

/** As many names as fit a screen; the API has the others. */
const FIRST_REACTORS = 50;

/** What each request does. They only translate: the rules are in `domain` and in the rooms. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { rooms } = deps;
  return {
    'join-event': (socket, payload) => join(deps, socket, payload),
    sync: (socket, payload) => syncRoom(rooms, socket, payload),
    'leave-event': async (socket, { eventId }) => {
      rooms.leave(socket, eventId);
      return ok({ eventId });
    },
    'send-message': (socket, payload) => send(deps, socket, payload),
    'edit-message': (socket, payload) => editMessage(toChange(deps), socket.data.user, payload),
    'delete-message': (socket, payload) => deleteMessage(toChange(deps), socket.data.user, payload),
    react: (socket, payload, turn) =>
      react({ ...toChange(deps, turn), budget: deps.budgets.reactions }, socket.data.user, payload),
    'list-reactors': (socket, payload) => listFirst(deps, socket, payload),
    'pin-message': (socket, payload) => pinMessage(toChange(deps), socket.data.user, payload),
    'unpin-message': (socket, payload) => unpinMessage(toChange(deps), socket.data.user, payload),
    ...createPollHandlers(deps),
    ...createQuestionHandlers(deps),
    'remove-preview': (socket, payload) => removePreview(toChange(deps), socket.data.user, payload),
    'announcement-seen': (socket, payload) => see(deps, socket, payload),
    cheer: (socket, payload) => cheer(deps, socket, payload),
    'set-role': (socket, payload) => moderation.setRole(toChange(deps), socket.data.user, payload),
    mute: (socket, payload) => moderation.mute(toChange(deps), socket.data.user, payload),
    remove: (socket, payload) => moderation.remove(toChange(deps), socket.data.user, payload),
    ban: (socket, payload) => moderation.ban(toChange(deps), socket.data.user, payload),
    unban: (socket, payload) => moderation.unban(toChange(deps), socket.data.user, payload),
    'set-room-mode': (socket, payload) =>
      moderation.setRoomMode(toChange(deps), socket.data.user, payload),
    'mark-read': (socket, payload) => markRead(toReading(deps), socket.data.user, payload),
    'mark-unread': (socket, payload) => markUnread(toReading(deps), socket.data.user, payload),
    'get-presence': (socket, { eventId }) =>
      getPresence({ ...deps.presence, readAccess: deps.readAccess }, socket.data.user, eventId),
    'set-presence': (socket, { state }) => setActivity(deps, socket, state),
    'set-visibility': (socket, { isInvisible }) =>
      setVisibility(
        { ...deps.visibility, budget: deps.budgets.visibility },
        socket.data.user,
        isInvisible,
      ),
    typing: (socket, { eventId }) => type(deps, socket, eventId),
    'stop-typing': async (socket, { eventId }) => {
      rooms.of(socket, eventId)?.typing.stop(socket.data.user.id, socket.id);
      return ok({ eventId });
    },
  };
}

const toChange = ({ eventLog, budgets, newId }: HandlerDeps, turn?: Turn): ChangeDeps => ({
  log: turn === undefined ? eventLog : { append: (draft) => eventLog.append(draft, turn) },
  budget: budgets.changes,
  newId,
});

const toReading = ({ reading, readAccess, budgets }: HandlerDeps): ReadingDeps => ({
  ...reading,
  readAccess,
  budget: budgets.reading,
});

async function see(
  { budgets, sightings }: HandlerDeps,
  socket: ChatSocket,
  { eventId, ...seen }: Payload<'announcement-seen'>,
): Promise<Answer<'announcement-seen'>> {
  const userId = socket.data.user.id;
  const exceeded = await budgets.reading.take(userId);
  if (exceeded !== null) return fail(tooFast('You are reading too fast.', exceeded));
  sightings.add({ eventId, userId, ...seen });
  return ok({ eventId });
}

async function listFirst(
  { readReactors }: HandlerDeps,
  socket: ChatSocket,
  asked: Payload<'list-reactors'>,
): Promise<Answer<'list-reactors'>> {
  const { eventId, messageId } = asked;
  const userId = socket.data.user.id;
  const page = await readReactors({ ...asked, userId, limit: FIRST_REACTORS });
  return page.ok ? ok({ eventId, messageId, people: page.value.people }) : page;
}

async function join(
  deps: HandlerDeps,
  socket: ChatSocket,
  payload: Payload<'join-event'>,
): Promise<Answer<'join-event'>> {
  const { eventId } = payload;
  const userId = socket.data.user.id;
  const exceeded = await deps.budgets.joins.take(userId);
  if (exceeded !== null) return fail(tooFast('You are joining rooms too fast.', exceeded));
  deps.log.info({ userId, eventId }, `User ${userId} joining event room: ${eventId}`);
  return joinRoom(deps, socket, payload);
}

async function send(
  { eventLog, budgets, newId, rooms, log }: HandlerDeps,
  socket: ChatSocket,
  payload: Payload<'send-message'>,
): Promise<Answer<'send-message'>> {
  const { eventId } = payload;
  const { user } = socket.data;
  const deps = { log: eventLog, budget: budgets.messages, newId };
  const answer = await sendMessage(deps, user, payload);
  if (!answer.ok) return answer;
  rooms.of(socket, eventId)?.typing.stop(user.id, socket.id);
  const { id: messageId, duplicate } = answer.value;
  if (!duplicate) {
    const fields = { userId: user.id, eventId, messageId };
    log.info(fields, `Message sent by ${user.id} to event ${eventId}`);
  }
  return answer;
}
