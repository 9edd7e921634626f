import { isoTime } from '../protocol/iso-time.ts';
import type { LinkPreview } from '../protocol/previews.ts';
import type { EventMessage, Poll, Reaction } from '../protocol/wire.ts';
import type { MessageEntry } from './log.ts';
import type { AskedPoll } from './poll-log.ts';

/** What a poll is at some place of the log, and one's own vote in it. */
export type PollState = Pick<Poll, 'votes' | 'voters' | 'closedAt' | 'own'>;

/** A message in the seed's shape, as it goes to clients. */
// Each line is a field that may be missing, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
export const toEventMessage = (
  entry: MessageEntry & {
    readonly editedAt?: Date;
    readonly reactions?: readonly Reaction[];
    readonly polled?: PollState;
    readonly preview?: LinkPreview;
  },
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
  ...(entry.mentions !== undefined && { mentions: [...entry.mentions] }),
  ...(entry.attachments !== undefined && { attachments: [...entry.attachments] }),
  ...(entry.preview !== undefined && { preview: entry.preview }),
  ...(entry.editedAt !== undefined &&
    entry.deletedAt === undefined && { editedAt: entry.editedAt.toISOString() }),
  ...(entry.deletedAt !== undefined && { deletedAt: entry.deletedAt.toISOString() }),
  ...(entry.reactions !== undefined && { reactions: [...entry.reactions] }),
  ...(entry.poll !== undefined && { poll: { ...toPoll(entry.poll), ...entry.polled } }),
});

const toPoll = ({ options, closesAt, ...asked }: AskedPoll): Poll => ({
  ...asked,
  options: [...options],
  ...(closesAt !== undefined && { closesAt: isoTime(closesAt.getTime()) }),
});
