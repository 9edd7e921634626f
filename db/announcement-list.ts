import { sql, type Kysely, type RawBuilder } from 'kysely';

import { stateOf } from '../domain/announcements.ts';
import type { Participation } from '../domain/rights.ts';
import { ANNOUNCEMENTS_MAX, type Announcement, type AnnouncementReport } from '../protocol/rest.ts';
import { toStoredAnnouncement, type StoredAnnouncementRow } from './announcement-facts.ts';
import { toReactor } from './people-page.ts';
import { toParticipation, type ExplainedRow } from './rooms.ts';
import type { Database } from './schema.ts';

interface Asked {
  readonly eventId: string;
  /** Whose right to know is answered along. */
  readonly userId: string;
}

/** To be decided on before anything is shown to anybody. */
interface Found<Value> {
  readonly participation: Participation | null;
  readonly value: Value;
}

interface AnnouncementRow extends Omit<StoredAnnouncementRow, 'id'>, ExplainedRow {
  readonly id: string | null;
  readonly author_id: string;
  readonly author_name: string | null;
  readonly author_image: string | null;
  readonly published_at: Date | null;
  readonly ended_at: Date | null;
  readonly refused_at: Date | null;
  readonly refused_why: string | null;
  readonly created_at: Date;
}

/** All announcements of an event, the newest first; `null` where there is no such event. */
export const listAnnouncements = (
  db: Kysely<Database>,
  asked: Asked,
): Promise<Found<readonly Announcement[]> | null> => read(db, asked, sql`true`);

/** One announcement; its value is `undefined` where the event has none like it. */
export async function findAnnouncement(
  db: Kysely<Database>,
  { announcementId, ...asked }: Asked & { readonly announcementId: string },
): Promise<Found<Announcement | undefined> | null> {
  const found = await read(db, asked, sql`a.id = ${announcementId}`);
  return found === null ? null : { ...found, value: found.value[0] };
}

async function read(
  db: Kysely<Database>,
  { eventId, userId }: Asked,
  which: RawBuilder<unknown>,
): Promise<Found<readonly Announcement[]> | null> {
  const { rows } = await sql<AnnouncementRow>`
    select p.status, p.role, p.banned_at, p.ban_reason, p.muted_until, p.slow_said_at, a.*,
      u."name" as author_name, u."image" as author_image
    from event e
    left join participation p on p.event_id = e.id and p.user_id = ${userId}
    left join announcement a on a.event_id = e.id and ${which}
    left join "user" u on u."id" = a.author_id
    where e.id = ${eventId}
    order by a.created_at desc, a.id desc limit ${ANNOUNCEMENTS_MAX}
  `.execute(db);
  const first = rows[0];
  if (first === undefined) return null;
  return { participation: toParticipation(first), value: rows.flatMap(toAnnouncement) };
}

const toAnnouncement = ({ id, ...row }: AnnouncementRow): Announcement[] => {
  if (id === null) return [];
  const stored = toStoredAnnouncement({ ...row, id });
  const notShown = stored.isPublished ? null : toNotShown(row);
  return [
    {
      announcementId: id,
      content: row.content,
      state: stateOf({ ...stored, isRefused: notShown !== null }),
      author: toReactor(row.author_id, row.author_name, row.author_image),
      scheduledAt: toIso(row.scheduled_at),
      shownUntil: toIso(row.shown_until),
      shownAt: toIso(row.published_at),
      endedAt: toIso(row.ended_at),
      notShown,
      createdAt: row.created_at.toISOString(),
    },
  ];
};

const toNotShown = ({
  refused_at: at,
  refused_why: why,
}: Pick<AnnouncementRow, 'refused_at' | 'refused_why'>): Announcement['notShown'] =>
  at === null || why === null ? null : { at: at.toISOString(), why };

const toIso = (time: Date | null): string | null => time?.toISOString() ?? null;

interface ReportRow extends ExplainedRow {
  readonly id: string | null;
  readonly published_seq: number | null;
  readonly published_at: Date | null;
  readonly ended_seq: number | null;
  readonly ended_at: Date | null;
  readonly participants: number;
  readonly seen_live: number;
  readonly seen_later: number;
  readonly handed_over: number;
  readonly push_failed: number;
  readonly push_unknown: number;
}

/** Who got an announcement, in numbers, in one snapshot. Counts one row a person who saw it, and one a device that was notified. */
export async function reportAnnouncement(
  db: Kysely<Database>,
  { eventId, userId, announcementId }: Asked & { readonly announcementId: string },
): Promise<Found<AnnouncementReport | undefined> | null> {
  const { rows } = await sql<ReportRow>`
    select p.status, p.role, p.banned_at, p.ban_reason, p.muted_until, p.slow_said_at,
      a.id, a.published_seq, a.published_at, a.ended_seq, a.ended_at,
      h.attending_count + h.interested_count as participants, seen.live as seen_live, seen.later as seen_later,
      push.handed_over, push.failed as push_failed, push.unknown as push_unknown
    from event_log_head h
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join announcement a on a.event_id = h.event_id and a.id = ${announcementId}
    cross join lateral (
      select count(*) filter (where not s.is_later)::int as live, count(*) filter (where s.is_later)::int as later
      from announcement_seen s where s.announcement_id = a.id
    ) seen
    cross join lateral (
      select count(*) filter (where d.state = 'handed-over' and not d.is_unsure)::int as handed_over,
        count(*) filter (where d.state = 'failed' and not d.is_unsure)::int as failed,
        count(*) filter (where d.is_unsure or d.state = 'sending')::int as unknown
      from push_delivery d where d.source_id = a.id and d.kind = 'announcement'
    ) push
    where h.event_id = ${eventId}
  `.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return { participation: toParticipation(row), value: toReport(row) };
}

const toReport = ({ id, ...row }: ReportRow): AnnouncementReport | undefined =>
  id === null
    ? undefined
    : {
        announcementId: id,
        committedSeq: row.published_seq,
        committedAt: toIso(row.published_at),
        endedSeq: row.ended_seq,
        endedAt: toIso(row.ended_at),
        participants: row.participants,
        seenLive: row.seen_live,
        seenLater: row.seen_later,
        notified: {
          handedOver: row.handed_over,
          failed: row.push_failed,
          unknown: row.push_unknown,
        },
      };
