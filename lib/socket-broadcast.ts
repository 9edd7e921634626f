import type {
  EventMessage,
  ParticipationStatus,
  UserParticipationUpdate,
} from '../protocol/wire.ts';
import { loadBackend } from './api/load-backend.ts';

type Optional<Type, Key extends keyof Type> = Omit<Type, Key> & {
  readonly [K in Key]?: Type[K] | null | undefined;
};

/** A person as the caller's own tables have them; no picture may be `null` or left out. */
export type BroadcastUser = Optional<UserParticipationUpdate['user'], 'image'>;

/** A message as the caller's own tables have it. */
export type BroadcastMessage = Optional<
  Pick<
    EventMessage,
    'id' | 'eventId' | 'userId' | 'content' | 'userName' | 'userImage' | 'createdAt'
  >,
  'userImage'
>;

/**
 * Makes a change of participation that another back end has decided an entry of
 * the event's log, and wakes the rooms. `null` is "does not take part".
 *
 * Resolves once it is stored. Safe to repeat: what is so already changes nothing.
 * The person is created, or gets this name and picture.
 *
 * Rejects with a sentence that says what to do where an argument is not valid, the
 * event does not exist, or the database can't be reached. Server side only.
 */
export async function broadcastParticipationUpdate(
  eventId: string,
  userId: string,
  status: ParticipationStatus | null,
  user: BroadcastUser,
): Promise<void> {
  const { broadcast } = await loadBackend();
  await broadcast.participation({ eventId, userId, status, user });
}

/**
 * Makes a message that another back end has accepted an entry of the event's log
 * like any other: ordered, kept, delivered once. It keeps its `id` and its
 * `createdAt`; rights and filters are not asked again, the limits of a message are.
 *
 * Safe to repeat, also at the same time: the `id` is unique for ever.
 * Rejects as `broadcastParticipationUpdate` does, and where the `id` belongs to a
 * different message.
 */
export async function broadcastNewMessage(message: BroadcastMessage): Promise<void> {
  const { broadcast } = await loadBackend();
  await broadcast.message(message);
}
