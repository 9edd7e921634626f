import { useInfiniteQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { ProtocolError } from '@/protocol/errors';
import type { Participant } from '@/protocol/rest';

import { queryKeys, unwrap } from './event-queries';

export interface ParticipantsList {
  readonly participants: readonly Participant[];
  readonly isLoading: boolean;
  readonly error: ProtocolError | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly refresh: () => Promise<void>;
}

/** Who takes part in an event, page by page. */
export function useParticipants(eventId: string): ParticipantsList {
  const rest = useRestClient();
  const list = useInfiniteQuery({
    queryKey: [...queryKeys.participants(eventId), 'list'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(rest.listParticipants(eventId, { cursor: pageParam, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  return {
    participants: list.data?.pages.flatMap((page) => page.participants) ?? [],
    isLoading: list.isPending,
    error: list.error,
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
    },
    refresh: async () => void (await list.refetch()),
  };
}
