import {
  announcementAfter,
  type AnnouncementEntry,
  type StoredAnnouncement,
} from './announcement-log.ts';

/** What the announcements of events are after each draft of one batch. */
export class BatchAnnouncements {
  /** As the batch itself has made them; by id, for each is of one event. */
  readonly #changed = new Map<string, StoredAnnouncement>();

  /** What is true after what came before in the batch. */
  after(stored: readonly StoredAnnouncement[] = []): readonly StoredAnnouncement[] {
    return stored.map((known) => this.#changed.get(known.id) ?? known);
  }

  /** Takes on an entry that got its place. */
  follow(entry: AnnouncementEntry, known: readonly StoredAnnouncement[] = []): void {
    const before = known.find(({ id }) => id === entry.announcementId);
    if (before !== undefined) this.#changed.set(before.id, announcementAfter(before, entry));
  }
}
