import { sql, type RawBuilder } from 'kysely';

import { fileColumns } from './files-part.ts';
import type { Snapshot } from './snapshot.ts';

/** A kind of what is stored of one person: one file of their export. */
export interface OwnPart {
  readonly path: string;
  /** What it is, for the page that leads through the export. */
  readonly what: string;
  readonly select: (userId: string) => RawBuilder<Record<string, unknown>>;
}

/** Whatever was uploaded; the bytes of those that are in messages which stand go along. */
export const ownFilesPart: OwnPart = {
  path: 'files.ndjson',
  what: 'What you have uploaded, and whether it is in this export',
  select: (userId) => sql`
    select f.event_id as "eventId", ${fileColumns}, f.state, m.id is not null as "isSent"
    from file f left join message m on m.id = f.message_id and m.attachments is not null and f.state = 'ready'
    where f.uploader_id = ${userId} and f.state <> 'gone' order by f.created_at, f.id`,
};

/**
 * Everything that is stored of a person, besides their account: what they wrote, did and chose. Of others it names at
 * most ids: what was answered, who was mentioned. A feature that keeps something of people adds its part here.
 */
export const ownParts: readonly OwnPart[] = [
  {
    path: 'sessions.ndjson',
    what: 'The devices that you are signed in on',
    // Never a token: whoever finds the file must not be signed in by it.
    select: (userId) => sql`
      select "createdAt", "updatedAt", "expiresAt", "ipAddress", "userAgent"
      from "session" where "userId" = ${userId} order by "createdAt", id`,
  },
  {
    path: 'sign-in-methods.ndjson',
    what: 'How you can sign in; passwords are not in it',
    select: (userId) => sql`
      select "providerId" as provider, "createdAt", "updatedAt"
      from "account" where "userId" = ${userId} order by "createdAt", id`,
  },
  {
    path: 'participations.ndjson',
    what: 'The events that you take part in or did, your roles, and how far you have read',
    select: (userId) => sql`
      select p.event_id as "eventId", e.title, p.status, p.role, p.muted_until as "mutedUntil",
        p.banned_at as "bannedAt", p.ban_reason as "banReason", p.joined_seq as "joinedSeq", p.left_seq as "leftSeq",
        p.read_seq as "readSeq", e.created_by = ${userId} as "isCreator"
      from participation p join event e on e.id = p.event_id
      where p.user_id = ${userId} order by p.event_id`,
  },
  {
    path: 'messages.ndjson',
    what: 'Your messages in all events; of deleted ones there is no text',
    select: (userId) => sql`
      select m.event_id as "eventId", m.id, m.seq, m.user_name as "userName", m.content, m.created_at as "createdAt",
        m.edited_at as "editedAt", m.deleted_at as "deletedAt", m.reply_to ->> 'id' as "replyToId",
        (select jsonb_agg(coalesce(each ->> 'userId', each ->> 'group'))
          from jsonb_array_elements(m.mentions) each) as mentioned,
        m.preview ->> 'url' as "previewedLink",
        (select jsonb_agg(each ->> 'id') from jsonb_array_elements(m.attachments) each) as "fileIds"
      from message m where m.user_id = ${userId} order by m.event_id, m.seq`,
  },
  ownFilesPart,
  {
    path: 'versions.ndjson',
    what: 'What your edited messages said before',
    select: (userId) => sql`
      select m.event_id as "eventId", v.message_id as "messageId", v.content, v.written_at as "writtenAt"
      from message m join message_version v on v.message_id = m.id
      where m.user_id = ${userId} order by m.event_id, m.seq, v.seq`,
  },
  {
    path: 'reactions.ndjson',
    what: 'Your reactions',
    select: (userId) => sql`
      select m.event_id as "eventId", r.message_id as "messageId", r.emoji
      from reaction r join message m on m.id = r.message_id
      where r.user_id = ${userId} order by m.event_id, m.seq, r.emoji`,
  },
  {
    path: 'mentions.ndjson',
    what: 'Which messages of others mention you',
    select: (userId) => sql`
      select event_id as "eventId", message_id as "messageId", created_at as "createdAt"
      from mention where user_id = ${userId} order by event_id, seq`,
  },
  {
    path: 'pins.ndjson',
    what: 'Messages that you have pinned',
    select: (userId) => sql`
      select event_id as "eventId", message_id as "messageId", pinned_at as "pinnedAt"
      from pin where pinned_by = ${userId} order by event_id, seq`,
  },
  {
    path: 'announcements.ndjson',
    what: 'Announcements that you have written',
    select: (userId) => sql`
      select event_id as "eventId", id, content, scheduled_at as "scheduledAt", shown_until as "shownUntil",
        published_at as "shownAt", ended_at as "endedAt", created_at as "createdAt"
      from announcement where author_id = ${userId} order by event_id, created_at, id`,
  },
  {
    path: 'announcements-seen.ndjson',
    what: 'Announcements that you have seen',
    select: (userId) => sql`
      select a.event_id as "eventId", s.announcement_id as "announcementId", s.is_later as "isLater"
      from announcement_seen s join announcement a on a.id = s.announcement_id
      where s.user_id = ${userId} order by a.event_id, s.announcement_id`,
  },
  {
    path: 'visibility.ndjson',
    what: 'Whether you are shown as being here',
    select: (userId) => sql`
      select is_invisible as "isInvisible", changed_at as "changedAt"
      from visibility where user_id = ${userId}`,
  },
  {
    path: 'votes.ndjson',
    what: 'Your votes in polls',
    select: (userId) => sql`
      select event_id as "eventId", message_id as "messageId", choices
      from poll_vote where user_id = ${userId} order by event_id, seq, message_id`,
  },
  {
    path: 'questions.ndjson',
    what: 'Questions that you have asked; of dismissed ones there is no text',
    select: (userId) => sql`
      select event_id as "eventId", id, content, state, votes, created_at as "createdAt"
      from question where author_id = ${userId} order by event_id, created_at, id`,
  },
  {
    path: 'question-votes.ndjson',
    what: 'Which questions you want answered',
    select: (userId) => sql`
      select event_id as "eventId", question_id as "questionId", is_on as "isOn"
      from question_vote where user_id = ${userId} order by event_id, question_id`,
  },
  {
    path: 'notified-devices.ndjson',
    what: 'Your devices that are notified',
    // Without what somebody could notify them with.
    select: (userId) => sql`
      select kind, created_at as "createdAt", last_success_at as "lastSuccessAt"
      from push_device where user_id = ${userId} order by created_at, id`,
  },
  {
    path: 'notification-settings.ndjson',
    what: 'What you want to be notified of, and when',
    select: (userId) => sql`
      select hides_text as "hidesText", quiet_from as "quietFrom", quiet_until as "quietUntil",
        time_zone as "timeZone", null as "eventId", null as level, null as "mutedUntil"
      from push_settings where user_id = ${userId}
      union all
      select null, null, null, null, event_id, notify_level, notify_muted_until
      from participation
      where user_id = ${userId} and (notify_level is not null or notify_muted_until is not null)
      order by "eventId" nulls first`,
  },
  {
    path: 'exports.ndjson',
    what: 'Exports that you have asked for',
    select: (userId) => sql`
      select kind, event_id as "eventId", state, created_at as "createdAt", expires_at as "expiresAt"
      from export where user_id = ${userId} order by created_at, id`,
  },
];

export interface OwnAccount {
  readonly userId: string;
  readonly name: string;
  /** Null for guests. */
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly image: string | null;
  readonly isGuest: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Null where the account is gone. */
export async function readOwnAccount(
  snapshot: Snapshot,
  userId: string,
): Promise<OwnAccount | null> {
  const { rows } = await sql<OwnAccount>`
    select "id" as "userId", "name", case when not coalesce("isAnonymous", false) then "email" end as email,
      "emailVerified" as "isEmailVerified", "image", coalesce("isAnonymous", false) as "isGuest",
      "createdAt", "updatedAt"
    from "user" where "id" = ${userId}
  `.execute(snapshot);
  return rows[0] ?? null;
}
