import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

import { SENDS_TOKEN } from '@/lib/auth-client';
import { createEventRooms } from '@/lib/event-rooms';
import type { EventRooms } from '@/lib/event-rooms';
import { newId } from '@/lib/new-id';
import type { RestClient } from '@/lib/rest-client';
import { apiBaseUrl } from '@/lib/server-urls';
import type { SocketClient } from '@/lib/socket-client';
import { openTabs } from '@/lib/storage/open-tabs';
import { forgetRooms } from '@/lib/storage/room-cache';
import { tusTransfers } from '@/lib/uploads/tus-transfer';
import { createUploads, type Uploads } from '@/lib/uploads/uploads';

import { useAuth } from './AuthProvider';
import { storage } from './kept-on-device';
import { useRestClient } from './rest-context';
import { surroundings } from './surroundings';

const now = (): Date => new Date();

/**
 * One set of rooms for each person. Another person's are ended: what waited in them stays on the
 * device for its author, and what was read in them is forgotten.
 */
export function useRooms(client: SocketClient): EventRooms {
  const { status, user, getToken } = useAuth();
  const { listMessages, listUnread, getFile } = useRestClient();
  const ownUserId = user?.id ?? null;
  const rooms = useMemo(() => {
    const tabs = ownUserId === null ? undefined : openTabs(ownUserId);
    const openUploads = uploadsBy({ getFile, getToken });
    const own = { ownUserId, newId, now, storage, tabs, openUploads };
    return createEventRooms({ client, listMessages, listUnread, ...own });
  }, [client, listMessages, listUnread, getFile, getToken, ownUserId]);
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

interface UploadsParts {
  readonly getFile: RestClient['getFile'];
  readonly getToken: () => Promise<string | null>;
}

/** Files go to the API as every other request does: with the page's cookie, or with the session's token. */
const uploadsBy =
  ({ getFile, getToken }: UploadsParts) =>
  (eventId: string): Uploads =>
    createUploads({
      openTransfer: tusTransfers({
        baseUrl: apiBaseUrl(surroundings()),
        eventId,
        getToken: SENDS_TOKEN ? getToken : undefined,
      }),
      getFile: (fileId) => getFile(eventId, fileId),
      newId,
    });

/** Whether unsent messages outlive the app on this device. */
export const useKeepsUnsent = (): boolean =>
  useSyncExternalStore(
    storage.isDurable.subscribe,
    storage.isDurable.getSnapshot,
    storage.isDurable.getSnapshot,
  );
