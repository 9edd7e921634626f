import { useCountdown } from '@/components/ui/use-countdown';
import type { OwnStanding } from '@/lib/event-room';

import { gateWords } from './composer-gate';

/** Why one can't write now, counting down; `null` where one can. */
export function useComposerGate(standing: OwnStanding | null): string | null {
  const muted = useCountdown(standing?.mutedUntil ?? null);
  const slow = useCountdown(standing?.slowUntil ?? null);
  return gateWords(standing, { muted, slow });
}
