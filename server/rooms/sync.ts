import { refusal } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import type { Answer, Payload } from '../../protocol/wire.ts';
import type { ChatSocket } from '../chat-socket.ts';
import { replayMaxOf, resumeMode } from './place.ts';
import type { Rooms } from './rooms.ts';

/** Sends a socket that is inside everything after a place again, as far back as can be replayed. */
export async function syncRoom(
  rooms: Rooms,
  socket: ChatSocket,
  { eventId, ...claimed }: Payload<'sync'>,
): Promise<Answer<'sync'>> {
  const room = rooms.of(socket, eventId);
  if (room === null) return fail(refusal('forbidden', "Join the event's room first."));
  const { epoch } = room;
  const minSeq = room.replayableAfter(socket);
  const { head } = room.lanes;
  const mode = resumeMode(claimed, { epoch, head, minSeq }, replayMaxOf(socket.data.kind));
  if (mode === 'replay') room.replay(socket, claimed.afterSeq);
  return ok({ eventId, seq: head, epoch, mode });
}
