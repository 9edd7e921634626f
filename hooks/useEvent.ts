import { useQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { ProtocolError } from '@/protocol/errors';
import type { Event } from '@/protocol/rest';

import { queryKeys, unwrap } from './event-queries';

export interface EventQuery {
  readonly event: Event | null;
  readonly isLoading: boolean;
  readonly error: ProtocolError | null;
  readonly refresh: () => Promise<void>;
}

/** One event, kept up to date by notices while its room is joined. */
export function useEvent(eventId: string): EventQuery {
  const rest = useRestClient();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: queryKeys.event(eventId),
    queryFn: ({ signal }) => unwrap(rest.getEvent(eventId, { signal })),
  });
  return {
    event: data ?? null,
    isLoading: isPending,
    error,
    refresh: async () => void (await refetch()),
  };
}
