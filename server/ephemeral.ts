import { tooFast } from '../domain/refusals.ts';
import { refuseMuted, refuseRewording } from '../domain/refuse-speaking.ts';
import { refusal } from '../protocol/errors.ts';
import { fail, ok } from '../protocol/result.ts';
import type { Answer, Payload } from '../protocol/wire.ts';
import type { Budgets } from './budgets.ts';
import type { ChatSocket } from './chat-socket.ts';
import type { Room } from './rooms/room.ts';
import type { Rooms } from './rooms/rooms.ts';

/** What the room sees for a moment, and what is kept nowhere. */
interface EphemeralDeps {
  readonly rooms: Rooms;
  readonly budgets: Budgets;
}

/** Shows the others in the room that somebody types. Nothing of who is invisible. Rules TYPE-1 to TYPE-6, HERE-7. */
export async function type(
  { rooms, budgets }: EphemeralDeps,
  socket: ChatSocket,
  eventId: string,
): Promise<Answer<'typing'>> {
  const { user } = socket.data;
  const room = rooms.of(socket, eventId);
  if (room === null) {
    return fail(refusal('forbidden', "Join the event's room first: typing is shown there only."));
  }
  const refused = refuseRewording(standingIn(room, socket));
  if (refused !== null) return fail(refused);
  if (room.own.isInvisible(user.id)) return ok({ eventId });
  if (!room.typing.isTyping(user.id)) {
    const exceeded = await budgets.typingStarts.take(user.id);
    if (exceeded !== null) {
      return fail(tooFast('You start and stop typing too often.', exceeded));
    }
  }
  // Asked again: the room may have been left while the budget was read.
  const joined = rooms.of(socket, eventId);
  if (joined?.own.isInvisible(user.id) === false) joined.typing.start(user, socket.id);
  return ok({ eventId });
}

/** Lets an emoji float by in the room. Rules CHEER-1 to CHEER-5. */
export async function cheer(
  { rooms, budgets }: EphemeralDeps,
  socket: ChatSocket,
  { eventId, emoji }: Payload<'cheer'>,
): Promise<Answer<'cheer'>> {
  const room = rooms.of(socket, eventId);
  if (room === null) {
    return fail(refusal('forbidden', "Join the event's room first: applause is shown there only."));
  }
  const refused = refuseMuted(standingIn(room, socket));
  if (refused !== null) return fail(refused);
  const exceeded = await budgets.cheers.take(socket.data.user.id);
  if (exceeded !== null) return fail(tooFast('That was a lot of applause.', exceeded));
  // Asked again: the room may have been left while the budget was read.
  rooms.of(socket, eventId)?.cheers.add(emoji);
  return ok({ eventId });
}

const standingIn = (room: Room, socket: ChatSocket) => ({
  participation: room.standingOf(socket),
  mode: room.mode,
  now: new Date(),
});
