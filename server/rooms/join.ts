import type { LogHead } from '../../db/log-read.ts';
import type { RoomAccess, RoomAccessReader } from '../../db/rooms.ts';
import { noSuchEvent } from '../../domain/refusals.ts';
import { notTakingPart, takesPart, type Participation } from '../../domain/rights.ts';
import { toRoomStanding } from '../../domain/standing.ts';
import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import type { Answer } from '../../protocol/wire.ts';
import type { ChatSocket } from '../chat-socket.ts';
import { tellSocket } from '../tell.ts';
import { replayMaxOf, resumeMode, type ClaimedPlace } from './place.ts';
import type { OpenRoom, Room } from './room.ts';
import { latestStanding, type PendingJoin } from './standings.ts';
import type { Rooms } from './rooms.ts';

const gone = refusal('unavailable', 'The connection ended before the room was joined.');
const renewed = refusal('unavailable', "The event's log was renewed meanwhile. Try again.", 100);
const elsewhere = refusal('unavailable', 'Its place can not be gone on from here now.');

export interface JoinDeps {
  readonly readAccess: RoomAccessReader;
  readonly rooms: Rooms;
}

/**
 * Lets a socket into an event's room, if its person takes part.
 *
 * The room's feed runs before the right is read, and tells of changes meanwhile,
 * so nobody gets in by a right that has just ended. Joining and taking the
 * answer's `seq` is one tick: every later entry comes as a notice, and where the
 * client named a place that can be gone on from, every entry after that.
 */
export async function joinRoom(
  { readAccess, rooms }: JoinDeps,
  socket: ChatSocket,
  { eventId, mustGoOn = false, ...claimed }: Joining,
): Promise<Answer<'join-event'>> {
  const open = await rooms.hold(eventId);
  if (open === null) return fail(noSuchEvent);
  const entered = await enter(readAccess, { open, socket, claimed, mustGoOn }).catch(
    (error: unknown) => {
      rooms.release(open.room);
      throw error;
    },
  );
  // A member holds the room once, however often it joins.
  if (!entered.isNew) rooms.release(open.room);
  return entered.answer;
}

interface Joining extends ClaimedPlace {
  readonly eventId: string;
  /** Not let in where it could not go on from its place, and told of no other place: it has nothing but that one. */
  readonly mustGoOn?: boolean;
}

interface Entering {
  readonly open: OpenRoom;
  readonly socket: ChatSocket;
  readonly claimed: ClaimedPlace;
  readonly mustGoOn: boolean;
}

interface Entered {
  readonly answer: Answer<'join-event'>;
  /** Whether it was not inside before and is now. */
  readonly isNew: boolean;
}

async function enter(readAccess: RoomAccessReader, entering: Entering): Promise<Entered> {
  const { open, socket } = entering;
  const { room, feed } = open;
  const userId = socket.data.user.id;
  // Until the socket is inside: what ends a right in between is not missed.
  const pending = room.joins.expect(userId);
  try {
    const access = await readAccess({
      eventId: room.eventId,
      userId,
      afterSeq: entering.claimed.afterSeq,
    });
    // Once the feed is as far as the snapshot, the answer's place and numbers fit together.
    if (access !== null) await feed.reach(access.head.seq);
    return letIn(entering, access, pending);
  } finally {
    room.joins.forget(pending);
  }
}

/** In one tick: from the decision to the socket's place among the others. */
function letIn(entering: Entering, access: RoomAccess | null, pending: PendingJoin): Entered {
  const { socket, claimed, open } = entering;
  const { room } = open;
  const right = rightToEnter(entering, access, pending);
  if (!right.ok) return { answer: right, isNew: false };
  const { participation, authorisedAt, since, counts, now, readSeq, votes, isInvisible } =
    right.value;
  const { role } = participation;
  const { head } = room.lanes;
  const minSeq = room.replayableSince(since);
  const log = { epoch: room.epoch, head, minSeq };
  const mode = resumeMode(claimed, log, replayMaxOf(socket.data.kind));
  if (mode === 'resync' && entering.mustGoOn) return { answer: fail(elsewhere), isNew: false };
  const from = mode === 'resync' ? head : (claimed.afterSeq ?? null);
  const rights = {
    authorisedAt,
    since,
    isOrganiser: role === 'organiser',
    standing: participation,
    isInvisible,
  };
  const isNew = room.add(socket, rights, from);
  if (isNew) greet(room, socket);
  const seq = mode === 'replay' ? head : room.cursorOf(socket);
  const standing = toRoomStanding(participation, room.mode, now);
  const place = { seq, minSeq, mode, readSeq, ...(votes.length > 0 && { votes: [...votes] }) };
  return { answer: ok({ ...welcomeTo(room, counts), ...place, role, standing }), isNew };
}

interface Right {
  readonly participation: Participation;
  readonly authorisedAt: number;
  readonly since: number;
  readonly counts: Pick<LogHead, 'attending' | 'interested'>;
  readonly now: Date;
  readonly readSeq: number;
  readonly votes: RoomAccess['votes'];
  readonly isInvisible: boolean;
}

function rightToEnter(
  { open: { room }, socket }: Entering,
  access: RoomAccess | null,
  pending: PendingJoin,
): Result<Right, ProtocolError> {
  if (!socket.connected) return fail(gone);
  if (access === null) return fail(noSuchEvent);
  if (access.head.epoch !== room.epoch || room.isOver) return fail(renewed);
  const { participation, since } = latestStanding(access, pending);
  if (!takesPart(participation)) return fail(notTakingPart(participation, 'join its chat'));
  const authorisedAt = Math.max(access.head.seq, pending.latest?.seq ?? 0);
  const { head: counts, now, readSeq, votes } = access;
  const isInvisible = pending.isInvisible ?? access.isInvisible;
  return ok({ participation, authorisedAt, since, counts, now, readSeq, votes, isInvisible });
}

const welcomeTo = (room: Room, { attending, interested }: Right['counts']) => ({
  eventId: room.eventId,
  epoch: room.epoch,
  typists: room.typing.list(),
  attending,
  interested,
  online: room.online,
});

/** Each kind of client hears of who is there already as it hears of others later. */
function greet(room: Room, socket: ChatSocket): void {
  room.tellHead(socket);
  if (socket.data.kind === 'v1') return room.people.touch();
  for (const typist of room.typing.list()) {
    if (typist.userId === socket.data.user.id) continue;
    tellSocket(socket, 'user-typing', { ...typist, eventId: room.eventId });
  }
}
