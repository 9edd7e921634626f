import { useEffect, useRef, useSyncExternalStore } from 'react';
import { AppState } from 'react-native';

import { useSocket } from '@/components/providers/SocketProvider';
import { UNREAD_MAX } from '@/protocol/rest';

/** A count as people read it, and `null` where there is nothing. */
export function unreadWords(count: number): string | null {
  if (count === 0) return null;
  return count < UNREAD_MAX ? String(count) : `${UNREAD_MAX - 1}+`;
}

const useCounts = (): ReadonlyMap<string, number> => {
  const { unread } = useSocket().rooms;
  return useSyncExternalStore(unread.subscribe, unread.getSnapshot, unread.getSnapshot);
};

/** How many messages are unread in one event, up to 100. */
export const useUnread = (eventId: string): number => useCounts().get(eventId) ?? 0;

/** How many messages are unread in all of one's events. */
export const useUnreadTotal = (): number =>
  [...useCounts().values()].reduce((sum, count) => sum + count, 0);

/** What is said in events that are not open is found out this often: where their list is looked at, and elsewhere. */
export const LISTED_MS = 30_000;
const ELSEWHERE_MS = 300_000;
/** After a lost connection thousands come back at once; they do not ask for this at once. */
const SPREAD_MS = 20_000;

/** Keeps the counts of all events up to date: at each connection, when the app comes to the front, and now and then. */
export function useUnreadRefresh(everyMs = ELSEWHERE_MS): void {
  const { isConnected, rooms } = useSocket();
  const wasConnected = useRef(false);
  useEffect(() => {
    if (!isConnected) return;
    const refresh = (): void => {
      if (AppState.currentState === 'active') void rooms.unread.refreshOnce();
    };
    const first = setTimeout(refresh, wasConnected.current ? Math.random() * SPREAD_MS : 0);
    wasConnected.current = true;
    const timer = setInterval(refresh, everyMs);
    const following = AppState.addEventListener('change', refresh);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      following.remove();
    };
  }, [isConnected, rooms, everyMs]);
}
