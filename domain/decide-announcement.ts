import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { EventSettings } from '../protocol/rest.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { ANNOUNCEMENTS_SHOWN_MAX } from '../protocol/wire.ts';
import {
  isShownAt,
  type AnnouncementDraft,
  type AnnouncementEntry,
  type StoredAnnouncement,
} from './announcement-log.ts';
import { isAllowed } from './content-filter.ts';
import type { Facts, Verdict } from './facts.ts';
import { byDraft } from './placed.ts';
import { noAccount, noSuchAnnouncement } from './refusals.ts';
import { refuseActor } from './refuse-actor.ts';
import { may } from './rights.ts';

type Decided = Result<Verdict, ProtocolError>;

const unchanged: Decided = ok({ type: 'unchanged' });

/**
 * Whether an announcement is shown from here on, with other words, or no longer: by organisers, or by the clock as
 * organisers have set it. Rules ANN-1 to ANN-5.
 */
export function decideAnnouncement(
  draft: AnnouncementDraft,
  facts: Facts,
  settings: EventSettings,
): Decided {
  const refused = draft.isDue ? null : refuseUnlessOrganising(facts);
  if (refused !== null) return fail(refused);
  const known = facts.announcements?.find(({ id }) => id === draft.announcementId);
  if (known === undefined) return fail(noSuchAnnouncement);
  switch (draft.act.type) {
    case 'show':
      return decideShow(draft, known, facts, settings);
    case 'change':
      return decideChange(draft, known, facts, settings);
    case 'end':
      return decideEnd(draft, known, facts);
  }
}

function decideShow(
  draft: AnnouncementDraft,
  known: StoredAnnouncement,
  facts: Facts,
  settings: EventSettings,
): Decided {
  const { now, announcements = [] } = facts;
  if (known.isEnded && !draft.isDue) return fail(over);
  if (known.isPublished || (draft.isDue && !isDue(known.scheduledAt, now))) return unchanged;
  if (draft.isDue && isBanned(facts)) return fail(bannedSince);
  if (announcements.filter((each) => isShownAt(each, now)).length >= ANNOUNCEMENTS_SHOWN_MAX)
    return fail(tooMany);
  return toShow(draft, known, facts, settings);
}

/** Whoever scheduled it may have left since: it was the event's from then on. But nobody is banned and heard. */
const isBanned = ({ participation }: Facts): boolean => participation?.bannedAt != null;

function decideChange(
  draft: AnnouncementDraft,
  known: StoredAnnouncement,
  facts: Facts,
  settings: EventSettings,
): Decided {
  if (draft.act.type !== 'change') return unchanged;
  if (known.isEnded) return fail(over);
  if (!known.isPublished) return fail(notShown);
  const { content = known.content, shownUntil = known.shownUntil } = draft.act;
  const isSame = content === known.content && shownUntil?.getTime() === known.shownUntil?.getTime();
  return isSame ? unchanged : toShow(draft, { ...known, content, shownUntil }, facts, settings);
}

function decideEnd(draft: AnnouncementDraft, known: StoredAnnouncement, facts: Facts): Decided {
  if (known.isEnded || (draft.isDue && !isDue(known.shownUntil, facts.now))) return unchanged;
  if (!known.isPublished) return draft.isDue ? unchanged : fail(notShown);
  return ok({ type: 'append', entry: { ...toEntry(draft, facts), isShown: false, content: '' } });
}

function toShow(
  draft: AnnouncementDraft,
  { content, shownUntil }: StoredAnnouncement,
  facts: Facts,
  settings: EventSettings,
): Decided {
  if (!isAllowed(content, settings.contentFilter)) return fail(unfitWords);
  if (isDue(shownUntil, facts.now)) return fail(untilIsOver);
  const until = shownUntil === null ? {} : { shownUntil };
  return ok({
    type: 'append',
    entry: { ...toEntry(draft, facts), isShown: true, content, ...until },
  });
}

const toEntry = (
  draft: AnnouncementDraft,
  facts: Facts,
): Omit<AnnouncementEntry, 'seq' | 'isShown' | 'content'> => ({
  kind: 'announcement',
  ...byDraft(draft, facts),
  announcementId: draft.announcementId,
});

const isDue = (time: Date | null, now: Date): boolean => time !== null && time <= now;

/** Why somebody does not announce; `null`: they may. Asked also where nothing goes into the log. */
export function refuseUnlessOrganising(
  facts: Pick<Facts, 'account' | 'participation'>,
): ProtocolError | null {
  if (facts.account === null) return noAccount;
  const refused = refuseActor(facts);
  if (refused !== null) return refused;
  return may(facts.participation, 'announce')
    ? null
    : refusal('forbidden', 'Only organisers make announcements.');
}

const bannedSince = refusal('forbidden', 'Who scheduled it was banned from the event since.');

const over = refusal('invalid', 'This announcement is over. Write a new one.');
const notShown = refusal('invalid', 'This announcement is not shown yet.');

/** For what the event's filter holds back. */
export const unfitWords = refusal(
  'invalid',
  "It has words that this event doesn't allow. Please rephrase it.",
);

/** For a time to show something until that is no time to come. */
export const untilIsOver = refusal(
  'invalid',
  'The time until which it is shown is over. Choose a later one, or none.',
);

const tooMany = refusal(
  'invalid',
  `An event can show ${ANNOUNCEMENTS_SHOWN_MAX} announcements at once. End one first.`,
);
