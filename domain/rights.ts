import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { removed } from './refusals.ts';

export interface Participation {
  /** `null` where somebody took part once and no longer does. */
  readonly status: ParticipationStatus | null;
  readonly role: Role;
  readonly bannedAt: Date | null;
}

/** Whether somebody may be in the room, read and write: both statuses do, a ban ends both. */
export const takesPart = (participation: Participation | null): participation is Participation =>
  participation !== null && participation.status !== null && participation.bannedAt === null;

/** Whether somebody keeps order in an event's chat. */
export const moderates = (participation: Participation | null): boolean =>
  takesPart(participation) && participation.role !== 'participant';

/**
 * Why somebody must stay out of an event's chat; to be asked only where they do
 * not {@link takesPart}. `purpose` ends the sentence "Attend this event first … to".
 */
export const notTakingPart = (
  participation: Participation | null,
  purpose: 'join its chat' | 'read its chat' | 'write in its chat',
): ProtocolError =>
  participation?.bannedAt != null
    ? removed
    : refusal('forbidden', `Attend this event first (or mark it as interesting) to ${purpose}.`);
