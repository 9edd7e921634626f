import type { OwnStanding } from '@/lib/event-room';

import { clockOf } from './time-words';

/** Seconds that are left of each wait. */
interface Left {
  readonly muted: number;
  readonly slow: number;
}

/** Why one can't write, in words, the gravest first; `null`: one can. */
export function gateWords(standing: OwnStanding | null, left: Left): string | null {
  if (standing === null) return null;
  if (left.muted > 0) return `You are muted. You can write again in ${clockOf(left.muted)}.`;
  if (standing.role !== 'participant') return null;
  if (standing.isFrozen) {
    return 'The chat is frozen. Only organisers and moderators can write for now.';
  }
  return left.slow > 0 ? `Slow mode: you can write again in ${clockOf(left.slow)}.` : null;
}
