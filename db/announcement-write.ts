import type { AnnouncementEntry } from '../domain/announcement-log.ts';
import type { Statement } from './statements.ts';

/** Takes the words out of the entry that had them: they are followed by others, or over. */
const EMPTIED = `
  with emptied as (
    update log_entry set body = body || '{"content": ""}'
    where event_id = $2 and seq = (select content_seq from announcement where id = $1)
  )`;

/** What an entry of an announcement writes beside itself. */
export const writeAnnouncement = (entry: AnnouncementEntry): Statement =>
  entry.isShown ? writeShown(entry) : writeEnd(entry);

const writeShown = (entry: AnnouncementEntry): Statement => ({
  name: 'hallway_write_announcement',
  text: `${EMPTIED}
    update announcement set content = $4, shown_until = nullif($5, '')::timestamptz, content_seq = $3, content_at = $6,
      published_seq = coalesce(published_seq, $3), published_at = coalesce(published_at, $6)
    where id = $1`,
  values: [
    entry.announcementId,
    entry.eventId,
    entry.seq,
    entry.content,
    entry.shownUntil?.toISOString() ?? '',
    entry.createdAt.toISOString(),
  ],
});

const writeEnd = (entry: AnnouncementEntry): Statement => ({
  name: 'hallway_write_announcement_end',
  text: `${EMPTIED}
    update announcement set ended_seq = $3, ended_at = $4 where id = $1`,
  values: [entry.announcementId, entry.eventId, entry.seq, entry.createdAt.toISOString()],
});
