import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import type { AnnouncementAct } from './announcement-log.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { Person } from './log.ts';
import type { EventLog, NewId } from './ports.ts';

interface Named {
  readonly eventId: string;
  readonly announcementId: string;
}

type Announced = Result<{ readonly seq?: number }, ProtocolError>;

/**
 * Shows an announcement to everybody in its event, from a place of the log on. Safe to repeat.
 * Refuses with `rate-limited`, and as `decideAnnouncement` does.
 */
export const showAnnouncement = (
  deps: ChangeDeps,
  person: Person,
  named: Named,
): Promise<Announced> => announce(deps, person, named, { type: 'show' });

/** Takes an announcement off everybody's screen, for good. Safe to repeat. Refuses as {@link showAnnouncement} does. */
export const endAnnouncement = (
  deps: ChangeDeps,
  person: Person,
  named: Named,
): Promise<Announced> => announce(deps, person, named, { type: 'end' });

interface DueDeps {
  readonly log: EventLog;
  readonly newId: NewId;
}

/**
 * Shows and ends an announcement by the clock, as far as that is due. Safe to repeat, at any time: what is not due, or
 * done already, changes nothing. Refuses as `decideAnnouncement` does; with a retryable code where it may go well later.
 */
export async function announceDue(
  { log, newId }: DueDeps,
  { actorId, ...named }: Named & { readonly actorId: string },
): Promise<Result<null, ProtocolError>> {
  for (const type of ['show', 'end'] as const) {
    const draft = { kind: 'announcement', ...named, actorId, act: { type }, isDue: true } as const;
    const appended = await log.append({ ...draft, id: newId() });
    if (!appended.ok) return appended;
  }
  return ok(null);
}

const announce = (
  deps: ChangeDeps,
  { id: actorId }: Person,
  { eventId, announcementId }: Named,
  act: AnnouncementAct,
): Promise<Announced> =>
  appendChange(
    deps,
    { kind: 'announcement', eventId, announcementId, actorId, act },
    'You are making announcements too fast.',
  );
