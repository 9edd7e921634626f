import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { Facts } from './facts.ts';
import { may } from './rights.ts';
import { slowUntil } from './room-mode.ts';

type Asked = Pick<Facts, 'participation' | 'mode' | 'now'>;

const frozen = refusal(
  'forbidden',
  'The chat is frozen: only organisers and moderators can write for now.',
);

/** Why somebody who takes part says nothing now; `null`: they may. `retryAfterMs` is exact. */
export function refuseSpeaking(facts: Asked): ProtocolError | null {
  const { participation, mode, now } = facts;
  const silenced = refuseRewording(facts);
  if (silenced !== null || may(participation, 'write-freely')) return silenced;
  const waitMs = msUntil(slowUntil(mode, participation?.saidAt), now);
  return waitMs === 0
    ? null
    : refusal('rate-limited', `Slow mode is on. Try again in ${inTime(waitMs)}.`, waitMs);
}

/** The same for new words of what was said: slow mode does not count them. */
export function refuseRewording(facts: Asked): ProtocolError | null {
  const { participation, mode } = facts;
  const muted = refuseMuted(facts);
  if (muted !== null) return muted;
  return mode.isFrozen && !may(participation, 'write-freely') ? frozen : null;
}

/** The same for a reaction, and for applause: a room that is frozen, or slow, may still give them. */
export function refuseMuted({ participation, now }: Omit<Asked, 'mode'>): ProtocolError | null {
  const mutedMs = msUntil(participation?.mutedUntil, now);
  return mutedMs > 0
    ? refusal('forbidden', `You are muted for another ${inTime(mutedMs)}.`, mutedMs)
    : null;
}

const msUntil = (until: Date | null | undefined, now: Date): number =>
  until == null ? 0 : Math.max(0, until.getTime() - now.getTime());

/** As "40 s", "5 min", "3 h", "2 days": rounded up, so that nobody comes too early. */
export function inTime(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.ceil(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.ceil(seconds / 3_600)} h`;
  return `${Math.ceil(seconds / 86_400)} days`;
}
