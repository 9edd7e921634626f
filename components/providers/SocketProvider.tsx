import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ReactNode } from 'react';

import type { EventRooms } from '@/lib/event-rooms';
import { socketUrl } from '@/lib/server-urls';
import { createSocketApi } from '@/lib/socket-api';
import type { SocketApi } from '@/lib/socket-api';
import { createSocketClient } from '@/lib/socket-client';
import type { Connection, SocketClient } from '@/lib/socket-client';

import { useAuth } from './AuthProvider';
import { surroundings } from './surroundings';
import { useActivity } from './use-activity';
import { useWaking } from './use-waking';
import { useKeepsUnsent, useRooms } from './use-rooms';

export interface SocketValue extends SocketApi {
  readonly isConnected: boolean;
  /** The state of the connection, with words for the person. */
  readonly connection: Connection;
  readonly client: SocketClient;
  /** The rooms of the signed-in person; `useEventRoom` is the way to one. */
  readonly rooms: EventRooms;
  /** Whether unsent messages outlive the app on this device. */
  readonly keepsUnsent: boolean;
}

const SocketContext = createContext<SocketValue | null>(null);

/** The connection to the socket server, its requests and its notices. */
export function useSocket(): SocketValue {
  const socket = useContext(SocketContext);
  if (socket === null) throw new Error('useSocket needs a <SocketProvider> around it');
  return socket;
}

/** Connects while somebody is signed in, anew with each session. */
function useConnected(client: SocketClient): void {
  const { status, user, sessionId } = useAuth();
  const userId = user?.id ?? null;
  useEffect(() => {
    client.setOwnUserId(userId);
    if (sessionId !== null) client.connect();
    else if (status === 'signed-out') client.disconnect();
    return sessionId === null ? undefined : client.disconnect;
  }, [client, status, userId, sessionId]);
}

const CHECK_AGAIN_MS = 5_000;

/** Where the socket says that the session ended, the accounts' server has the last word. */
function useSessionCheck(client: SocketClient, connection: Connection): void {
  const { sessionId, refresh } = useAuth();
  const isRefused = sessionId !== null && connection.status === 'signed-out';
  useEffect(() => {
    if (!isRefused) return;
    void refresh();
    const timer = setTimeout(client.reconnect, CHECK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [client, isRefused, refresh]);
}

/** Keeps the socket connected for the signed-in person and gives it to `useSocket`. */
export function SocketProvider({ children }: { readonly children?: ReactNode }) {
  const { getToken } = useAuth();
  const [client] = useState(() =>
    createSocketClient({
      url: socketUrl(surroundings()),
      getToken,
      debug: process.env.NODE_ENV !== 'production',
    }),
  );
  const connection = useSyncExternalStore(client.subscribe, client.getSnapshot, client.getSnapshot);
  useConnected(client);
  useSessionCheck(client, connection);
  useWaking(client);
  useActivity(client);
  const rooms = useRooms(client);
  const keepsUnsent = useKeepsUnsent();
  const [api] = useState(() => createSocketApi(client));
  const value = useMemo<SocketValue>(
    () => ({
      ...api,
      isConnected: connection.status === 'connected',
      connection,
      client,
      rooms,
      keepsUnsent,
    }),
    [api, client, connection, rooms, keepsUnsent],
  );
  return <SocketContext value={value}>{children}</SocketContext>;
}
