import type { StoredAnnouncement } from '../domain/announcement-log.ts';
import type { KnownFacts } from '../domain/batch.ts';
import type { Draft } from '../domain/log.ts';
import type { Statement } from './statements.ts';

/**
 * Reads the announcements that a batch is about, and those shown in their events, after its locks. A batch
 * without any asks nothing more than it did.
 */
export function readAnnouncementsStatements(drafts: readonly Draft[]): readonly Statement[] {
  const asked = drafts.filter((draft) => draft.kind === 'announcement');
  if (asked.length === 0) return [];
  return [
    {
      name: 'hallway_read_announcements',
      text: `
        select event_id, id, content, scheduled_at, shown_until, published_seq, ended_seq
        from announcement where id = any($2::text[])
        union
        select event_id, id, content, scheduled_at, shown_until, published_seq, ended_seq
        from announcement where event_id = any($1::text[]) and published_seq is not null and ended_seq is null`,
      values: [
        [...new Set(asked.map(({ eventId }) => eventId))],
        [...new Set(asked.map(({ announcementId }) => announcementId))],
      ],
    },
  ];
}

export interface StoredAnnouncementRow {
  readonly id: string;
  readonly content: string;
  readonly scheduled_at: Date | null;
  readonly shown_until: Date | null;
  readonly published_seq: number | null;
  readonly ended_seq: number | null;
}

export const toStoredAnnouncement = (row: StoredAnnouncementRow): StoredAnnouncement => ({
  id: row.id,
  content: row.content,
  scheduledAt: row.scheduled_at,
  shownUntil: row.shown_until,
  isPublished: row.published_seq !== null,
  isEnded: row.ended_seq !== null,
});

/** The facts with what {@link readAnnouncementsStatements} were answered. */
export function withAnnouncements(
  drafts: readonly Draft[],
  facts: readonly KnownFacts[],
  [rows]: readonly (readonly unknown[])[],
): readonly KnownFacts[] {
  if (rows === undefined) return facts;
  type Row = StoredAnnouncementRow & { readonly event_id: string };
  const byEvent = Map.groupBy(rows as readonly Row[], (row) => row.event_id);
  return facts.map((known, index) => {
    const draft = drafts[index];
    if (draft?.kind !== 'announcement') return known;
    const announcements = (byEvent.get(draft.eventId) ?? []).map(toStoredAnnouncement);
    return { ...known, announcements };
  });
}
