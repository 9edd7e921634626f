import { sql } from 'kysely';
import { z } from 'zod';

import { toEventMessage } from '../domain/messages.ts';
import {
  Attachment,
  Mention,
  ReplyTo,
  type EventMessage,
  type Reaction,
} from '../protocol/wire.ts';
import { toAskedPoll, toPollState } from './poll-rows.ts';
import { toShownPreview } from './preview-rows.ts';
import { ReactionCounts } from './reaction-counts.ts';

/** A message as the table has it. */
export interface MessageRow {
  readonly id: string;
  readonly seq: number;
  readonly user_id: string;
  readonly user_name: string;
  readonly user_image: string | null;
  readonly content: string;
  readonly client_message_id: string | null;
  readonly created_at: Date;
  readonly edited_at: Date | null;
  readonly deleted_at: Date | null;
  readonly reply_to: unknown;
  readonly mentions: unknown;
  readonly attachments: unknown;
  /** Left out where nobody asks for it, as in a search. */
  readonly preview?: unknown;
  /** Left out where nobody asks for them, as in a search. */
  readonly reactions?: unknown;
  readonly own_reactions?: readonly string[] | null;
  /** The same. */
  readonly poll?: unknown;
  readonly polled?: unknown;
}

/** What {@link toMessage} needs of `message m`. */
export const messageColumns = sql`
  m.id, m.seq, m.user_id, m.user_name, m.user_image, m.content, m.client_message_id, m.created_at,
  m.edited_at, m.deleted_at, m.reply_to, m.mentions, m.attachments
`;

/** What the page says that the first link of `message m` leads to. */
export const previewColumn = sql`m.preview`;

/** The reactions of `message m`, and which of them are this person's. */
export const reactionColumns = (userId: string) => sql`
  m.reactions, case when m.reactions is not null then (
    select array_agg(r.emoji) from reaction r where r.message_id = m.id and r.user_id = ${userId}
  ) end as own_reactions
`;

const Mentions = z.array(Mention);
const Attachments = z.array(Attachment);

/** A stored message as clients are shown it. */
// Each line is a field that may be missing, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
export const toMessage = (row: MessageRow, eventId: string): EventMessage =>
  toEventMessage({
    kind: 'message',
    eventId,
    id: row.id,
    seq: row.seq,
    actorId: row.user_id,
    userName: row.user_name,
    ...(row.user_image !== null && { userImage: row.user_image }),
    content: row.content,
    ...(row.client_message_id !== null && { clientMessageId: row.client_message_id }),
    createdAt: row.created_at,
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    ...(row.deleted_at !== null && { deletedAt: row.deleted_at }),
    ...(row.reply_to !== null && { replyTo: ReplyTo.parse(row.reply_to) }),
    ...(row.mentions !== null && { mentions: Mentions.parse(row.mentions) }),
    ...(row.attachments !== null && { attachments: Attachments.parse(row.attachments) }),
    ...toShownPreview(row.preview ?? null),
    ...(row.reactions != null && { reactions: toReactions(row) }),
    ...(row.poll != null && { poll: toAskedPoll(row.poll) }),
    ...(row.polled != null && { polled: toPollState(row.polled) }),
  });

const toReactions = ({ reactions, own_reactions: own }: MessageRow): readonly Reaction[] =>
  ReactionCounts.parse(reactions).map((reaction) => ({
    ...reaction,
    ...(own?.includes(reaction.emoji) && { own: true as const }),
  }));
