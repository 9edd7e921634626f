import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

import { createEventRooms } from '@/lib/event-rooms';
import type { EventRooms } from '@/lib/event-rooms';
import { newId } from '@/lib/new-id';
import type { SocketClient } from '@/lib/socket-client';
import { openTabs } from '@/lib/storage/open-tabs';
import { forgetRooms } from '@/lib/storage/room-cache';

import { useAuth } from './AuthProvider';
import { storage } from './kept-on-device';
import { useRestClient } from './rest-context';

const now = (): Date => new Date();

/**
 * One set of rooms for each person. Another person's are ended: what waited in them stays on the
 * device for its author, and what was read in them is forgotten.
 */
export function useRooms(client: SocketClient): EventRooms {
  const { status, user } = useAuth();
  const { listMessages, listUnread } = useRestClient();
  const ownUserId = user?.id ?? null;
  const rooms = useMemo(() => {
    const tabs = ownUserId === null ? undefined : openTabs(ownUserId);
    const own = { ownUserId, newId, now, storage, tabs };
    return createEventRooms({ client, listMessages, listUnread, ...own });
  }, [client, listMessages, listUnread, ownUserId]);
  const previous = useRef(rooms);
  useEffect(() => {
    if (previous.current !== rooms) previous.current.dispose();
    previous.current = rooms;
    if (ownUserId !== null) rooms.start();
  }, [rooms, ownUserId]);
  useEffect(() => {
    if (status === 'signed-out') void forgetRooms(storage, null);
  }, [status]);
  return rooms;
}

/** Whether unsent messages outlive the app on this device. */
export const useKeepsUnsent = (): boolean =>
  useSyncExternalStore(
    storage.isDurable.subscribe,
    storage.isDurable.getSnapshot,
    storage.isDurable.getSnapshot,
  );
