import { useEffect, useState } from 'react';

import type { Connection } from '@/lib/socket-client';

/** A connection that comes back sooner, as when a server is replaced, is nobody's concern. */
const HICCUP_MS = 1_000;

/** What to say about the connection; `null` where all is well, or was a moment ago. */
export function useConnectionWords({ status, words }: Connection): string | null {
  const isConnected = status === 'connected';
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (isConnected) return;
    const timer = setTimeout(() => setIsLong(true), HICCUP_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isConnected]);
  if (isConnected) return null;
  return isLong || status === 'offline' ? words : null;
}
