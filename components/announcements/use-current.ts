import { useEffect, useReducer } from 'react';

import type { RoomAnnouncement } from '@/lib/event-room';

/** Timers hold no more. */
const TIMER_MAX_MS = 2 ** 31 - 1;

const isCurrent = ({ untilMs }: RoomAnnouncement, now: number): boolean =>
  untilMs === null || untilMs > now;

/** Those whose time is not over, to the second, also before the server has said so. */
export function useCurrent(
  announcements: readonly RoomAnnouncement[],
): readonly RoomAnnouncement[] {
  const [now, look] = useReducer(Date.now, null, Date.now);
  const current = announcements.filter((each) => isCurrent(each, now));
  const ends = current.flatMap(({ untilMs }) => (untilMs === null ? [] : [untilMs]));
  const next = ends.length === 0 ? null : Math.min(...ends);
  const waits = next === null ? null : Math.min(Math.max(next - now, 0) + 1, TIMER_MAX_MS);
  useEffect(() => {
    if (waits === null) return undefined;
    const timer = setTimeout(look, waits);
    return () => clearTimeout(timer);
  }, [waits]);
  return current;
}
