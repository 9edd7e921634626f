import { useEffect } from 'react';
import { AppState } from 'react-native';

import type { SocketClient } from '@/lib/socket-client';

/** Tells the client when the app comes to the front, and when the network goes and comes back. */
export function useWaking({ wake, networkLost }: SocketClient): void {
  useEffect(() => {
    // On the web this is the page's visibility.
    const appState = AppState.addEventListener('change', (state) => {
      if (state === 'active') wake();
    });
    const isWeb = typeof window !== 'undefined' && typeof window.addEventListener === 'function';
    if (!isWeb) return () => appState.remove();
    const page = new AbortController();
    const { signal } = page;
    window.addEventListener('online', wake, { signal });
    // Back from the browser's page cache, where connections are frozen or cut.
    window.addEventListener('pageshow', wake, { signal });
    window.addEventListener('offline', networkLost, { signal });
    return () => {
      appState.remove();
      page.abort();
    };
  }, [wake, networkLost]);
}
