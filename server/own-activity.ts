import { tooFast } from '../domain/refusals.ts';
import { fail, ok } from '../protocol/result.ts';
import type { Answer, Payload } from '../protocol/wire.ts';
import type { Budgets } from './budgets.ts';
import type { ChatSocket } from './chat-socket.ts';
import type { Rooms } from './rooms/rooms.ts';

interface ActivityDeps {
  readonly rooms: Rooms;
  readonly budgets: Budgets;
}

/** Notes whether somebody does something on one device, in all rooms that it is in. Kept nowhere. Rules HERE-5 and HERE-6. */
export async function setActivity(
  { rooms, budgets }: ActivityDeps,
  socket: ChatSocket,
  state: Payload<'set-presence'>['state'],
): Promise<Answer<'set-presence'>> {
  const isAway = state === 'away';
  if ((socket.data.isAway ?? false) === isAway) return ok({ state });
  const exceeded = await budgets.activity.take(socket.data.user.id);
  if (exceeded !== null) return fail(tooFast('You come and go too often.', exceeded));
  socket.data.isAway = isAway;
  for (const eventId of socket.data.joined.keys()) {
    rooms.of(socket, eventId)?.own.noteActivity(socket.data.user.id);
  }
  return ok({ state });
}
