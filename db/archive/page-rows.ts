import { sql } from 'kysely';

import type { LinkPreview } from '../../protocol/previews.ts';
import type { Attachment } from '../../protocol/wire.ts';
import { readInBatches, type Snapshot } from './snapshot.ts';

/** A message as a page for reading shows it. */
export interface PageMessage {
  readonly id: string;
  readonly seq: number;
  readonly userId: string;
  readonly userName: string;
  readonly content: string;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly isPinned: boolean;
  readonly reactions: readonly (readonly [emoji: string, count: number])[] | null;
  /** What it asks, with what was answered so far. */
  readonly poll: { readonly question: string; readonly options: readonly string[] } | null;
  readonly votes: readonly number[] | null;
  readonly attachments: readonly Attachment[] | null;
  /** Null also where somebody took it away. */
  readonly preview: LinkPreview | null;
  /** The message that it answers, as that is now. */
  readonly quoted: {
    readonly seq: number;
    readonly userName: string;
    /** Cut; null where it was deleted. */
    readonly content: string | null;
  } | null;
}

/** As long as a line of a quote may be, and somewhat longer. */
const QUOTE_CHARS = 160;

export const readPageMessages = (
  snapshot: Snapshot,
  eventId: string,
): AsyncGenerator<readonly PageMessage[]> =>
  readInBatches(
    snapshot,
    sql<PageMessage>`
      select m.id, m.seq, m.user_id as "userId", m.user_name as "userName", m.content, m.created_at as "createdAt",
        m.edited_at as "editedAt", m.deleted_at as "deletedAt", p.message_id is not null as "isPinned", m.reactions, m.poll, o.votes,
        m.attachments, case when (m.preview ->> 'isShown')::boolean then m.preview end as preview,
        case when q.id is not null then json_build_object('seq', q.seq, 'userName', q.user_name,
          'content', case when q.deleted_at is null then left(q.content, ${QUOTE_CHARS}) end) end as quoted
      from message m
      left join pin p on p.message_id = m.id
      left join poll o on o.message_id = m.id and m.poll is not null
      left join message q on q.event_id = m.event_id and q.seq = (m.reply_to ->> 'seq')::bigint
      where m.event_id = ${eventId} order by m.seq`,
  );

/** Where each page of so many messages begins. */
export async function readPageStarts(
  snapshot: Snapshot,
  eventId: string,
  pageRows: number,
): Promise<readonly PageStart[]> {
  const { rows } = await sql<PageStart>`
    select seq, created_at as "createdAt" from (
      select seq, created_at, row_number() over (order by seq) as place from message where event_id = ${eventId}
    ) placed where (place - 1) % ${pageRows} = 0 order by seq
  `.execute(snapshot);
  return rows;
}

export interface PageStart {
  readonly seq: number;
  readonly createdAt: Date;
}

export interface PageParticipant {
  readonly userId: string;
  readonly name: string;
  readonly role: 'organiser' | 'moderator' | 'participant';
  readonly status: 'attending' | 'interested';
}

/** Who takes part: who organises and moderates first. */
export const readPageParticipants = (
  snapshot: Snapshot,
  eventId: string,
): AsyncGenerator<readonly PageParticipant[]> =>
  readInBatches(
    snapshot,
    sql<PageParticipant>`
      select p.user_id as "userId", u."name", p.role, p.status
      from participation p join "user" u on u."id" = p.user_id
      where p.event_id = ${eventId} and p.status is not null and p.banned_at is null
      order by array_position(array['organiser', 'moderator', 'participant'], p.role), p.status, u."name", p.user_id`,
  );

export interface PageAnnouncement {
  readonly content: string;
  readonly publishedAt: Date;
  readonly endedAt: Date | null;
}

/** Announcements that were shown, in their order. */
export async function readPageAnnouncements(
  snapshot: Snapshot,
  eventId: string,
): Promise<readonly PageAnnouncement[]> {
  const { rows } = await sql<PageAnnouncement>`
    select content, published_at as "publishedAt", ended_at as "endedAt" from announcement
    where event_id = ${eventId} and published_at is not null order by published_seq
  `.execute(snapshot);
  return rows;
}

export interface PagePin {
  readonly seq: number;
  readonly userName: string;
  readonly content: string;
}

/** Pinned messages, the newest pin first. */
export async function readPagePins(
  snapshot: Snapshot,
  eventId: string,
): Promise<readonly PagePin[]> {
  const { rows } = await sql<PagePin>`
    select m.seq, m.user_name as "userName", m.content from pin p join message m on m.id = p.message_id
    where p.event_id = ${eventId} order by p.seq desc
  `.execute(snapshot);
  return rows;
}
