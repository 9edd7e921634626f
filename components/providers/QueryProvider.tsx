import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

import { useLiveQueries } from '@/hooks/useLiveQueries';
import { useUnreadRefresh } from '@/hooks/useUnread';
import type { ProtocolError } from '@/protocol/errors';

import { useAuth } from './AuthProvider';

declare module '@tanstack/react-query' {
  interface Register {
    /** Queries fail with the API's refusals, whose message a person may read. */
    defaultError: ProtocolError;
  }
}

const RETRIES_MAX = 2;

const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => error.retryable && failures < RETRIES_MAX,
      },
    },
  });

/** What one person was shown must not be shown to the next one. */
function useEmptiedForNewPerson(client: QueryClient): void {
  const { status, user } = useAuth();
  const userId = user?.id ?? null;
  const seenBy = useRef(userId);
  useEffect(() => {
    if (status === 'loading' || seenBy.current === userId) return;
    if (seenBy.current !== null) client.clear();
    // Answers from before the sign-in lack what is the person's own.
    else void client.invalidateQueries();
    seenBy.current = userId;
  }, [client, status, userId]);
}

function LiveQueries() {
  useLiveQueries();
  useUnreadRefresh();
  return null;
}

/** The cache of the API's answers, kept up to date by notices. Goes inside `SocketProvider`. */
export function QueryProvider({ children }: { readonly children?: ReactNode }) {
  const [client] = useState(createQueryClient);
  useEmptiedForNewPerson(client);
  return (
    <QueryClientProvider client={client}>
      <LiveQueries />
      {children}
    </QueryClientProvider>
  );
}
