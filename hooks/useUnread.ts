import { useEffect, useSyncExternalStore } from 'react';
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

/** What is said in events that are not open is found out this often, while the app is looked at. */
const REFRESH_MS = 30_000;

/** Keeps the counts of all events up to date: at each connection, when the app comes to the front, and now and then. */
export function useUnreadRefresh(): void {
  const { isConnected, rooms } = useSocket();
  useEffect(() => {
    if (!isConnected) return;
    const refresh = (): void => {
      if (AppState.currentState === 'active') void rooms.unread.refresh();
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    const following = AppState.addEventListener('change', refresh);
    return () => {
      clearInterval(timer);
      following.remove();
    };
  }, [isConnected, rooms]);
}
