import { sql } from 'kysely';
import { z } from 'zod';

import { Id } from '../../protocol/wire.ts';
import { MESSAGE_MAX_UNITS, NAME_MAX_UNITS, Place, Text, Time } from './fields.ts';
import { given, insertRows, type EventPart } from './part.ts';

/** Announcements of every state, without their reports: those are of who looked at what. */
export const announcementsPart: EventPart = {
  path: 'announcements.ndjson',
  row: z.strictObject({
    id: Id,
    authorId: Id,
    content: Text(MESSAGE_MAX_UNITS),
    scheduledAt: Time.optional(),
    shownUntil: Time.optional(),
    publishedSeq: Place.optional(),
    publishedAt: Time.optional(),
    contentSeq: Place.optional(),
    contentAt: Time.optional(),
    endedSeq: Place.optional(),
    endedAt: Time.optional(),
    refusedAt: Time.optional(),
    refusedWhy: Text(NAME_MAX_UNITS).optional(),
    createdAt: Time,
  }),
  select: (eventId) => sql`
    select id, author_id as "authorId", content, scheduled_at as "scheduledAt", shown_until as "shownUntil",
      published_seq as "publishedSeq", published_at as "publishedAt", content_seq as "contentSeq",
      content_at as "contentAt", ended_seq as "endedSeq", ended_at as "endedAt",
      refused_at as "refusedAt", refused_why as "refusedWhy", created_at as "createdAt"
    from announcement where event_id = ${eventId} order by created_at, id`,
  insert: (tx, { eventId, rows }) =>
    insertRows(
      tx,
      sql`
        insert into announcement (id, event_id, author_id, content, scheduled_at, shown_until, published_seq,
          published_at, content_seq, content_at, ended_seq, ended_at, refused_at, refused_why, created_at)
        select id, ${eventId}, "authorId", content, "scheduledAt", "shownUntil", "publishedSeq",
          "publishedAt", "contentSeq", "contentAt", "endedSeq", "endedAt", "refusedAt", "refusedWhy", "createdAt"
        from ${given(rows, '"id" text, "authorId" text, content text, "scheduledAt" timestamptz, "shownUntil" timestamptz, "publishedSeq" bigint, "publishedAt" timestamptz, "contentSeq" bigint, "contentAt" timestamptz, "endedSeq" bigint, "endedAt" timestamptz, "refusedAt" timestamptz, "refusedWhy" text, "createdAt" timestamptz')}`,
    ),
};
