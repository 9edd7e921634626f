import { router, usePathname } from 'expo-router';
import { useEffect, useRef } from 'react';

import { pushDevice } from '@/lib/push-device';
import type { PushOpened } from '@/protocol/notifications';

/** Shows what a notification is about that somebody presses while its event is open here. */
export function useOpenedPush(): void {
  const path = usePathname();
  const here = useRef(path);
  useEffect(() => {
    here.current = path;
  }, [path]);
  useEffect(() => pushDevice.onOpened((opened) => show(opened, here.current)), []);
}

function show({ eventId, seq, messageId }: PushOpened, path: string): void {
  const place = messageId !== undefined && { message: messageId, at: String(seq) };
  const isChat = path === `/events/${encodeURIComponent(eventId)}/chat`;
  // The chat that is open stays: one that is typed in is not covered by another.
  if (isChat) router.setParams({ ...place });
  else router.push({ pathname: '/events/[eventId]/chat', params: { eventId, ...place } });
}
