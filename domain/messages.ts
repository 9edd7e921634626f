import type { EventMessage } from '../protocol/wire.ts';
import type { MessageEntry } from './log.ts';

/** A message entry in the seed's shape, as it goes to clients. */
export const toEventMessage = (entry: MessageEntry): EventMessage => ({
  id: entry.id,
  eventId: entry.eventId,
  userId: entry.actorId,
  content: entry.content,
  userName: entry.userName,
  ...(entry.userImage !== undefined && { userImage: entry.userImage }),
  createdAt: entry.createdAt.toISOString(),
  seq: entry.seq,
  ...(entry.clientMessageId !== undefined && { clientMessageId: entry.clientMessageId }),
});
