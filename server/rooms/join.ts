import type { Kysely } from 'kysely';

import { readRoomAccess, type RoomAccess } from '../../db/rooms.ts';
import type { Database } from '../../db/schema.ts';
import { noSuchEvent } from '../../domain/refusals.ts';
import { notTakingPart, takesPart } from '../../domain/rights.ts';
import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import type { Answer } from '../../protocol/wire.ts';
import type { ChatSocket } from '../chat-socket.ts';
import { latestStanding, type OpenRoom } from './room.ts';
import type { Rooms } from './rooms.ts';

const gone = refusal('unavailable', 'The connection ended before the room was joined.');

export interface JoinDeps {
  readonly db: Kysely<Database>;
  readonly rooms: Rooms;
}

/**
 * Lets a socket into an event's room, if its person takes part.
 *
 * The room's feed runs before the right is read, and tells of changes meanwhile,
 * so nobody gets in by a right that has just ended. Joining and taking the
 * answer's `seq` is one tick: every later entry comes as a notice.
 */
export async function joinRoom(
  { db, rooms }: JoinDeps,
  socket: ChatSocket,
  eventId: string,
): Promise<Answer<'join-event'>> {
  const open = await rooms.hold(eventId);
  if (open === null) return fail(noSuchEvent);
  const answer = await enter(db, open, socket).catch((error: unknown) => {
    rooms.release(eventId);
    throw error;
  });
  // A member holds the room once, however often it joins.
  if (!answer.ok || answer.wasInside) rooms.release(eventId);
  return answer.ok ? ok(answer.value) : answer;
}

type Entered =
  | (Extract<Answer<'join-event'>, { ok: true }> & { readonly wasInside: boolean })
  | { readonly ok: false; readonly error: ProtocolError };

async function enter(db: Kysely<Database>, open: OpenRoom, socket: ChatSocket): Promise<Entered> {
  const { room, feed } = open;
  const { id: userId } = socket.data.user;
  const pending = room.expect(userId);
  const access = await readAccess(db, open, userId).finally(() => room.forget(pending));
  if (!socket.connected) return fail(gone);
  if (access === null) return fail(noSuchEvent);
  const standing = latestStanding(access, pending);
  if (!takesPart(standing)) return fail(notTakingPart(standing, 'join its chat'));

  const wasInside = room.has(socket);
  const authorisedAt = Math.max(access.head.seq, pending.latest?.seq ?? 0);
  room.add(socket, { authorisedAt, role: standing.role });
  if (!wasInside) greet(room.typing.list(), socket, room.eventId);
  const { epoch, attending, interested } = access.head;
  return {
    wasInside,
    ...ok({
      eventId: room.eventId,
      seq: feed.delivered(),
      epoch,
      mode: 'live' as const,
      minSeq: 0,
      role: standing.role,
      typists: room.typing.list(),
      attending,
      interested,
      online: room.online,
    }),
  };
}

/** Once the feed is as far as the snapshot, so that the answer's place and numbers fit together. */
async function readAccess(
  db: Kysely<Database>,
  { room, feed }: OpenRoom,
  userId: string,
): Promise<RoomAccess | null> {
  const access = await readRoomAccess(db, { eventId: room.eventId, userId });
  if (access !== null) await feed.reach(access.head.seq);
  return access;
}

/** A client of the seed's kind hears of those who type already as it hears of others later. */
function greet(
  typists: readonly { userId: string; userName: string }[],
  socket: ChatSocket,
  eventId: string,
): void {
  if (socket.data.isV1) return;
  for (const typist of typists) {
    if (typist.userId !== socket.data.user.id) socket.emit('user-typing', { ...typist, eventId });
  }
}
