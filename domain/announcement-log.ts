import type { Placed } from './placed.ts';

/** An announcement is shown with these words from here on, or no longer. */
export interface AnnouncementEntry extends Placed {
  readonly kind: 'announcement';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly announcementId: string;
  readonly isShown: boolean;
  /** Empty where it is not shown, and where a later entry of it has other words or ends it. */
  readonly content: string;
  /** Until when it is shown; an entry of its own ends it then. */
  readonly shownUntil?: Date;
}

/** What organisers do with an announcement of theirs, as far as everybody is told of it. */
export type AnnouncementAct =
  | { readonly type: 'show' }
  /** What is left out stays; `null`: until somebody ends it. */
  | {
      readonly type: 'change';
      readonly content?: string | undefined;
      readonly shownUntil?: Date | null | undefined;
    }
  | { readonly type: 'end' };

/** An announcement that is to be shown, with other words, or no longer, on its way into the log. */
export interface AnnouncementDraft {
  readonly kind: 'announcement';
  readonly eventId: string;
  /** Who does it; for what is due, who set the time. */
  readonly actorId: string;
  readonly announcementId: string;
  readonly act: AnnouncementAct;
  /** Done by the clock, as organisers have set it: by nobody's right, and only what is due. */
  readonly isDue?: true;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

/** An announcement as it is before a draft. */
export interface StoredAnnouncement {
  readonly id: string;
  readonly content: string;
  readonly scheduledAt: Date | null;
  readonly shownUntil: Date | null;
  readonly isPublished: boolean;
  readonly isEnded: boolean;
}

/** Whether everybody sees it. */
export const isShownAt = (
  { isPublished, isEnded, shownUntil }: StoredAnnouncement,
  now: Date,
): boolean => isPublished && !isEnded && (shownUntil === null || shownUntil > now);

/** An announcement after an entry of it. */
export const announcementAfter = (
  before: StoredAnnouncement,
  { isShown, content, shownUntil }: AnnouncementEntry,
): StoredAnnouncement =>
  isShown
    ? { ...before, content, shownUntil: shownUntil ?? null, isPublished: true }
    : { ...before, isEnded: true };

/** Somebody has an announcement on a screen of theirs. */
export interface Sighting {
  readonly eventId: string;
  readonly announcementId: string;
  readonly userId: string;
  /** `live`: it was told to them when it came; `later`: from the history, or sent again. */
  readonly how: 'live' | 'later';
}
