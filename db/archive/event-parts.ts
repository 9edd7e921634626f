import { sql } from 'kysely';
import { z } from 'zod';

import { Emoji, Id, Mention, ParticipationStatus, ReplyTo, Role } from '../../protocol/wire.ts';
import { previewedLink } from '../../protocol/links.ts';
import { announcementsPart } from './announcements-part.ts';
import { Image, MESSAGE_MAX_UNITS, NAME_MAX_UNITS, Place, Text, Time } from './fields.ts';
import { ArchivedAttachment } from './file-fields.ts';
import { filesPart } from './files-part.ts';
import { given, insertRows, type EventPart } from './part.ts';
import { AskedPoll, pollsPart, votesPart } from './poll-parts.ts';
import { ArchivedPreview } from './preview-fields.ts';
import { questionsPart } from './questions-part.ts';

/**
 * Who takes part or did, and where they stand. No addresses, and nothing that others do not see: not how far
 * somebody has read. Who has an account here already keeps its name and picture.
 */
const participants: EventPart = {
  path: 'participants.ndjson',
  row: z.strictObject({
    userId: Id,
    name: Text(NAME_MAX_UNITS),
    image: Image.optional(),
    status: ParticipationStatus.optional(),
    role: Role,
    mutedUntil: Time.optional(),
    bannedAt: Time.optional(),
    banReason: Text(NAME_MAX_UNITS).optional(),
    joinedSeq: Place.optional(),
    leftSeq: Place.optional(),
  }),
  select: (eventId) => sql`
    select p.user_id as "userId", u."name", u."image", p.status, p.role, p.muted_until as "mutedUntil",
      p.banned_at as "bannedAt", p.ban_reason as "banReason", p.joined_seq as "joinedSeq", p.left_seq as "leftSeq"
    from participation p join "user" u on u."id" = p.user_id
    where p.event_id = ${eventId} order by p.user_id`,
  async insert(tx, { eventId, rows }) {
    await sql`
      insert into "user" ("id", "name", "email", "emailVerified", "image", "isAnonymous")
      select "userId", name, lower("userId") || '@imported.invalid', false, image, false
      from ${given(rows, '"userId" text, name text, image text')} order by "userId"
      on conflict ("id") do nothing`.execute(tx);
    return insertRows(
      tx,
      sql`
        insert into participation (event_id, user_id, status, role, muted_until, banned_at, ban_reason,
          joined_seq, left_seq, read_seq)
        select h.event_id, "userId", status, role, "mutedUntil", "bannedAt", "banReason", "joinedSeq", "leftSeq",
          h.head_seq
        from ${given(rows, '"userId" text, status text, role text, "mutedUntil" timestamptz, "bannedAt" timestamptz, "banReason" text, "joinedSeq" bigint, "leftSeq" bigint')}
        join event_log_head h on h.event_id = ${eventId}`,
    );
  },
};

/** Messages as they stand, in the log's order; of deleted ones the place alone. */
const messages: EventPart = {
  path: 'messages.ndjson',
  row: z
    .strictObject({
      id: Id,
      seq: Place,
      userId: Id,
      userName: Text(NAME_MAX_UNITS),
      userImage: Image.optional(),
      content: Text(MESSAGE_MAX_UNITS),
      clientMessageId: Id.optional(),
      createdAt: Time,
      editedAt: Time.optional(),
      editedSeq: Place.optional(),
      deletedAt: Time.optional(),
      deletedBy: Id.optional(),
      replyTo: z.strictObject(ReplyTo.shape).optional(),
      mentions: z.array(Mention).max(100).optional(),
      poll: AskedPoll.optional(),
      attachments: z.array(ArchivedAttachment).min(1).max(100).optional(),
      preview: ArchivedPreview.optional(),
      reactions: z
        .array(z.tuple([Emoji, z.int().positive()]))
        .max(100)
        .optional(),
    })
    // What others read beside a message is of the link that stands in it.
    .refine(
      ({ preview, content }) => preview?.isShown !== true || previewedLink(content) === preview.url,
      'its preview is of another link',
    ),
  select: (eventId) => sql`
    select m.id, m.seq, m.user_id as "userId", m.user_name as "userName", m.user_image as "userImage", m.content,
      m.client_message_id as "clientMessageId", m.created_at as "createdAt", m.edited_at as "editedAt",
      m.edited_seq as "editedSeq", m.deleted_at as "deletedAt", m.deleted_by as "deletedBy",
      m.reply_to as "replyTo", m.mentions, m.poll, m.attachments, m.preview, m.reactions
    from message m where m.event_id = ${eventId} order by m.seq`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into message (event_id, id, seq, user_id, user_name, user_image, content, client_message_id,
          created_at, edited_at, edited_seq, deleted_at, deleted_by, reply_to, mentions, poll, attachments, preview,
          reactions)
        select ${eventId}, id, seq, "userId", "userName", "userImage", content, "clientMessageId",
          "createdAt", "editedAt", "editedSeq", "deletedAt", "deletedBy", "replyTo", mentions, poll, attachments, preview,
          reactions
        from ${given(rows, 'id text, seq bigint, "userId" text, "userName" text, "userImage" text, content text, "clientMessageId" text, "createdAt" timestamptz, "editedAt" timestamptz, "editedSeq" bigint, "deletedAt" timestamptz, "deletedBy" text, "replyTo" jsonb, mentions jsonb, poll jsonb, attachments jsonb, preview jsonb, reactions jsonb')}`,
    ),
};

/** What edited messages said before, which organisers can see. */
const versions: EventPart = {
  path: 'versions.ndjson',
  row: z.strictObject({
    messageId: Id,
    seq: Place,
    content: Text(MESSAGE_MAX_UNITS),
    writtenAt: Time,
  }),
  select: (eventId) => sql`
    select v.message_id as "messageId", v.seq, v.content, v.written_at as "writtenAt"
    from message m join message_version v on v.message_id = m.id
    where m.event_id = ${eventId} and m.edited_seq is not null order by m.seq, v.seq`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into message_version (message_id, seq, content, written_at)
        select m.id, g.seq, g.content, "writtenAt"
        from ${given(rows, '"messageId" text, seq bigint, content text, "writtenAt" timestamptz')}
        join message m on m.id = "messageId" and m.event_id = ${eventId} and m.deleted_at is null`,
    ),
};

/** Who reacted to what. */
const reactions: EventPart = {
  path: 'reactions.ndjson',
  row: z.strictObject({ messageId: Id, userId: Id, emoji: Emoji, seq: Place }),
  select: (eventId) => sql`
    select r.message_id as "messageId", r.user_id as "userId", r.emoji, r.seq
    from message m join reaction r on r.message_id = m.id
    where m.event_id = ${eventId} and m.reactions is not null order by m.seq, r.seq, r.user_id, r.emoji`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into reaction (message_id, user_id, emoji, seq)
        select m.id, "userId", emoji, g.seq
        from ${given(rows, '"messageId" text, "userId" text, emoji text, seq bigint')}
        join message m on m.id = "messageId" and m.event_id = ${eventId} and m.deleted_at is null`,
    ),
};

const pins: EventPart = {
  path: 'pins.ndjson',
  row: z.strictObject({ messageId: Id, seq: Place, pinnedBy: Id, pinnedAt: Time }),
  select: (eventId) => sql`
    select message_id as "messageId", seq, pinned_by as "pinnedBy", pinned_at as "pinnedAt"
    from pin where event_id = ${eventId} order by seq, message_id`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into pin (message_id, event_id, seq, pinned_by, pinned_at)
        select m.id, m.event_id, g.seq, "pinnedBy", "pinnedAt"
        from ${given(rows, '"messageId" text, seq bigint, "pinnedBy" text, "pinnedAt" timestamptz')}
        join message m on m.id = "messageId" and m.event_id = ${eventId} and m.deleted_at is null`,
    ),
};

/**
 * Everything that an archive of an event holds besides its head, in an order in which it can be taken back in:
 * what something refers to stands before it. A feature that keeps rows of its own adds its part here.
 */
export const eventParts: readonly EventPart[] = [
  participants,
  messages,
  filesPart,
  versions,
  reactions,
  pins,
  pollsPart,
  votesPart,
  announcementsPart,
  questionsPart,
];
