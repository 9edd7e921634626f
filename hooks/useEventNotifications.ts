import { useQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { EventNotifications } from '@/protocol/notifications';

import { queryKeys, unwrap } from './event-queries';
import { useKept, type ChangeKept } from './useKept';

interface EventNotificationsState {
  /** `null` as long as they are not known. */
  readonly notifications: EventNotifications | null;
  readonly change: ChangeKept<EventNotifications>;
}

/** What one's devices are notified of in an event. */
export function useEventNotifications(eventId: string): EventNotificationsState {
  const rest = useRestClient();
  const queryKey = queryKeys.eventNotifications(eventId);
  const { data } = useQuery<EventNotifications>({
    queryKey,
    queryFn: () => unwrap(rest.getEventNotifications(eventId)),
  });
  const change = useKept<EventNotifications>(queryKey, (notifications) =>
    rest.setEventNotifications(eventId, notifications),
  );
  return { notifications: data ?? null, change };
}
