import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import {
  ANNOUNCEMENTS_MAX,
  type AnnouncementChange,
  type AnnouncementState,
  type EventSettings,
  type NewAnnouncement,
} from '../protocol/rest.ts';
import type { StoredAnnouncement } from './announcement-log.ts';
import { isAllowed } from './content-filter.ts';
import { unfitWords, untilIsOver } from './decide-announcement.ts';

/** What organisers say of an announcement. */
export type AnnouncementDetails = Pick<
  StoredAnnouncement,
  'content' | 'scheduledAt' | 'shownUntil'
>;

/** What decides on an announcement that is not shown yet. */
interface Known {
  readonly settings: EventSettings;
  readonly now: Date;
}

/** What a new announcement says. `count`: how many the event has. Refuses by ANN-6. */
export function newAnnouncement(
  given: NewAnnouncement,
  { count, ...known }: Known & { readonly count: number },
): Result<AnnouncementDetails, ProtocolError> {
  if (count >= ANNOUNCEMENTS_MAX) return fail(tooMany);
  return changedAnnouncement({ content: '', scheduledAt: null, shownUntil: null }, given, known);
}

/** What an announcement says after a change; what is left out stays, `null` clears a time. Refuses by ANN-6. */
export function changedAnnouncement(
  before: AnnouncementDetails,
  change: AnnouncementChange,
  { settings, now }: Known,
): Result<AnnouncementDetails, ProtocolError> {
  const details = {
    content: change.content ?? before.content,
    scheduledAt: timeOf(change.scheduledAt, before.scheduledAt),
    shownUntil: timeOf(change.shownUntil, before.shownUntil),
  };
  const { content, scheduledAt, shownUntil } = details;
  if (!isAllowed(content, settings.contentFilter)) return fail(unfitWords);
  if (change.scheduledAt != null && scheduledAt !== null && scheduledAt <= now) return fail(past);
  if (shownUntil !== null && shownUntil <= (scheduledAt ?? now)) return fail(untilIsOver);
  return ok(details);
}

const timeOf = (given: string | null | undefined, before: Date | null): Date | null => {
  if (given === undefined) return before;
  return given === null ? null : new Date(given);
};

interface Stands extends Pick<StoredAnnouncement, 'isPublished' | 'isEnded' | 'scheduledAt'> {
  /** The clock could not show it as was set. */
  readonly isRefused: boolean;
}

/** How it stands, also for who does not know the log. */
export function stateOf(known: Stands): AnnouncementState {
  if (known.isEnded) return 'ended';
  if (known.isPublished) return 'live';
  return known.scheduledAt === null || known.isRefused ? 'draft' : 'scheduled';
}

const past = refusal('invalid', 'Choose a time to come, or show it now.');

const tooMany = refusal(
  'invalid',
  `An event can have ${ANNOUNCEMENTS_MAX} announcements. Delete old ones first.`,
);

/** For what everybody sees: it can't be gone from their screens without an end in the log. */
export const stillShown = refusal('invalid', 'This announcement is shown. End it first.');

/** For a time to show what is shown already. */
export const shownAlready = refusal('invalid', 'This announcement is shown already.');
