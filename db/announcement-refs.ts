import { sql } from 'kysely';
import { z } from 'zod';

import { isoTime } from '../protocol/iso-time.ts';
import type { ShownAnnouncement } from '../protocol/wire.ts';

/** What is shown in an event, as one value beside other columns, the newest last; null where nothing is. */
export const announcementsOf = (eventId: string) => sql`(
  select json_agg(json_build_array(
    a.id, a.content, a.content_seq, extract(epoch from a.content_at) * 1000, extract(epoch from a.shown_until) * 1000
  ) order by a.published_seq)
  from announcement a
  where a.event_id = ${eventId} and a.published_seq is not null and a.ended_seq is null
    and (a.shown_until is null or a.shown_until > clock_timestamp())
)`;

const Shown = z.array(
  z
    .tuple([z.string(), z.string(), z.int(), z.number(), z.number().nullable()])
    .transform(([announcementId, content, seq, at, until]) => ({
      announcementId,
      content,
      seq,
      shownAt: isoTime(at),
      ...(until !== null && { shownUntil: isoTime(until) }),
    })),
);

/** Reads what {@link announcementsOf} gave. */
export const toShownAnnouncements = (value: unknown): ShownAnnouncement[] => Shown.parse(value);
