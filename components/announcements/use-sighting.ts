import { useFocusEffect } from 'expo-router';
import { useCallback } from 'react';
import { AppState } from 'react-native';

import type { RoomAnnouncement } from '@/lib/event-room';

export type OnSeen = (announcementId: string, how: RoomAnnouncement['how']) => void;

/** Tells that an announcement is drawn on a screen that is in front, now or once it is; one that is covered is not. */
export function useSighting(shown: RoomAnnouncement | undefined, onSeen: OnSeen): void {
  const { announcementId, how } = shown ?? {};
  const look = useCallback(() => {
    if (announcementId === undefined || how === undefined) return undefined;
    if (AppState.currentState === 'active') onSeen(announcementId, how);
    const following = AppState.addEventListener('change', (state) => {
      if (state === 'active') onSeen(announcementId, 'later');
    });
    return () => following.remove();
  }, [announcementId, how, onSeen]);
  useFocusEffect(look);
}
