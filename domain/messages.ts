import { isoTime } from '../protocol/iso-time.ts';
import type { EventMessage, Reaction } from '../protocol/wire.ts';
import type { MessageEntry } from './log.ts';

/** A message in the seed's shape, as it goes to clients. */
export const toEventMessage = (
  entry: MessageEntry & { readonly editedAt?: Date; readonly reactions?: readonly Reaction[] },
): EventMessage => ({
  id: entry.id,
  eventId: entry.eventId,
  userId: entry.actorId,
  content: entry.content,
  userName: entry.userName,
  ...(entry.userImage !== undefined && { userImage: entry.userImage }),
  createdAt: isoTime(entry.createdAt.getTime()),
  seq: entry.seq,
  ...(entry.clientMessageId !== undefined && { clientMessageId: entry.clientMessageId }),
  ...(entry.replyTo !== undefined && { replyTo: entry.replyTo }),
  ...(entry.editedAt !== undefined &&
    entry.deletedAt === undefined && { editedAt: entry.editedAt.toISOString() }),
  ...(entry.deletedAt !== undefined && { deletedAt: entry.deletedAt.toISOString() }),
  ...(entry.reactions !== undefined && { reactions: [...entry.reactions] }),
});
