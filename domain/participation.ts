import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import type { ParticipationAnswer } from '../protocol/rest.ts';
import type { ParticipationStatus } from '../protocol/wire.ts';
import type { Person } from './log.ts';
import type { EventLog } from './ports.ts';

export interface ParticipationCounts {
  readonly attendingCount: number;
  readonly interestedCount: number;
}

export interface SetParticipationDeps {
  readonly log: EventLog;
  /** An event's counts as they are now. */
  readonly readCounts: (eventId: string) => Promise<ParticipationCounts | null>;
}

interface Change {
  readonly eventId: string;
  /** `null`: no longer takes part. */
  readonly status: ParticipationStatus | null;
}

/**
 * Changes whether somebody takes part in an event. A role outlasts leaving, so an
 * organiser who comes back is one again.
 *
 * Safe to repeat: what is so already is left alone and told to nobody. The counts
 * are read after the change, so they may hold later changes of others.
 *
 * Refuses as `decide` does. Rules PART-1 to PART-5 in docs/spec.md.
 */
export async function setParticipation(
  deps: SetParticipationDeps,
  person: Person,
  { eventId, status }: Change,
): Promise<Result<ParticipationAnswer, ProtocolError>> {
  const appended = await deps.log.append({ kind: 'participation', eventId, person, status });
  if (!appended.ok) return appended;
  const counts = await deps.readCounts(eventId);
  return ok({ status, ...(counts ?? { attendingCount: 0, interestedCount: 0 }) });
}
