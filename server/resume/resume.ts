import type { RoomAccessReader } from '../../db/rooms.ts';
import { takesPart } from '../../domain/rights.ts';
import type { ChatSocket, JoinedPlace } from '../chat-socket.ts';
import { joinRoom, type JoinDeps } from '../rooms/join.ts';
import { replayMaxOf, resumeMode } from '../rooms/place.ts';
import type { Sealer } from './seal.ts';

/**
 * Resuming for unmodified Socket.IO clients from 4.6 on, by habits of theirs that are no typed API:
 *
 * - A client that was given a `pid` with its connection keeps the last argument of each notice that
 *   is text, and sends both with its next handshake, as `pid` and `offset` in `auth`.
 * - It calls itself `recovered` where the new connection has the same `pid`.
 *
 * Everything about these habits is here and in `seal.ts`; `tests/conformance` has a test for each
 * version of the client.
 */
export interface ResumeDeps {
  readonly sealer: Sealer;
  readonly readAccess: RoomAccessReader;
}

/** What a client of this kind brings along, besides its token; anything, as it comes from outside. */
interface Brought {
  readonly pid?: unknown;
  readonly offset?: unknown;
}

/**
 * The places that a connection goes on from; `null` where it is a new one.
 *
 * Called only after the person was authenticated. All or nothing: where one room can't be gone on
 * with (no right any more, another log, too far behind), the client must know that it did not recover.
 */
export async function placesToResume(
  { sealer, readAccess }: ResumeDeps,
  userId: string,
  { pid, offset }: Brought,
): Promise<readonly JoinedPlace[] | null> {
  if (!sealer.isPidOf(pid, userId)) return null;
  const places = offset == null ? [] : sealer.openPlaces(offset);
  if (places === null) return null;
  const checks = places.map(async (place) => {
    const access = await readAccess({ eventId: place.eventId, userId });
    if (access === null || !takesPart(access.participation)) return false;
    const { epoch, seq } = access.head;
    const minSeq = Math.max(access.head.minSeq, access.since - 1);
    const log = { epoch, head: seq, minSeq };
    const claimed = { afterSeq: place.cursor, epoch: place.epoch };
    return resumeMode(claimed, log, replayMaxOf('resume')) !== 'resync';
  });
  return (await Promise.all(checks)).every(Boolean) ? places : null;
}

/** Names the connection to its client: as before where it resumes, else anew. */
export function namePid(
  socket: ChatSocket,
  sealer: Sealer,
  places: readonly JoinedPlace[] | null,
): void {
  const { pid } = socket.handshake.auth as Brought;
  const { id } = socket.data.user;
  const isResumed = places !== null && sealer.isPidOf(pid, id);
  Object.assign(socket, { pid: isResumed ? pid : sealer.newPid(id) });
  // Before any of them is joined: every offset that goes out names all of them.
  for (const place of places ?? []) socket.data.joined.set(place.eventId, place);
}

/** Joins the rooms of a resumed connection, each from its place on. Rights are asked anew. */
export async function resumeRooms(
  deps: JoinDeps,
  socket: ChatSocket,
  places: readonly JoinedPlace[],
): Promise<void> {
  for (const { eventId, cursor, epoch } of places) {
    const place = { eventId, afterSeq: cursor, epoch, mustGoOn: true };
    if ((await joinRoom(deps, socket, place)).ok) continue;
    // Its client believes that it recovered: the next handshake will tell it better.
    socket.conn.close();
    return;
  }
}
