import { useQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { ProtocolError } from '@/protocol/errors';
import type { NotificationState } from '@/protocol/notifications';

import { queryKeys, unwrap } from './event-queries';
import { useKept, type ChangeKept } from './useKept';

interface NotificationSettingsState {
  /** `null` as long as they are not known. */
  readonly settings: NotificationState | null;
  readonly error: ProtocolError | null;
  readonly change: ChangeKept<NotificationState>;
}

/** How the signed-in person is notified, on all their devices. */
export function useNotificationSettings(): NotificationSettingsState {
  const rest = useRestClient();
  const { data, error } = useQuery<NotificationState>({
    queryKey: queryKeys.notificationSettings,
    queryFn: () => unwrap(rest.getNotificationSettings()),
  });
  const change = useKept<NotificationState>(
    queryKeys.notificationSettings,
    ({ quietHours, hidesText }) => rest.setNotificationSettings({ quietHours, hidesText }),
  );
  return { settings: data ?? null, error, change };
}
