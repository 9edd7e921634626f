import type { Event } from '../protocol/rest.ts';
import type { ParticipationStatus } from '../protocol/wire.ts';

const counted = (status: ParticipationStatus | null, kind: ParticipationStatus): number =>
  status === kind ? 1 : 0;

/** The event as it will be once its viewer has this status: own status and counts. */
export function withParticipation(event: Event, status: ParticipationStatus | null): Event {
  const before = event.participation?.status ?? null;
  const role = event.participation?.role ?? 'participant';
  const count = (now: number, kind: ParticipationStatus) =>
    Math.max(0, now + counted(status, kind) - counted(before, kind));
  return {
    ...event,
    participation: status === null ? null : { status, role },
    attendingCount: count(event.attendingCount, 'attending'),
    interestedCount: count(event.interestedCount, 'interested'),
  };
}
