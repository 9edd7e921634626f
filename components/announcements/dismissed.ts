import { useSyncExternalStore } from 'react';

import { storage } from '@/components/providers/kept-on-device';
import { createDismissedAnnouncements, isDismissed } from '@/lib/dismissed-announcements';
import type { RoomAnnouncement } from '@/lib/event-room';

/** Of whoever uses the app: one person at a time. */
export const dismissedAnnouncements = createDismissedAnnouncements(storage);

/** Those that one has not dismissed on this device. */
export function useUndismissed(
  announcements: readonly RoomAnnouncement[],
): readonly RoomAnnouncement[] {
  const { subscribe, getSnapshot } = dismissedAnnouncements;
  const dismissed = useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
  return announcements.filter((announcement) => !isDismissed(dismissed, announcement));
}
