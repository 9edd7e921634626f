import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { ProtocolError } from '@/protocol/errors';
import type { Event, EventScope } from '@/protocol/rest';

import { queryKeys, unwrap } from './event-queries';

export interface EventsList {
  readonly events: readonly Event[];
  /** Nothing is there yet, not even from before. */
  readonly isLoading: boolean;
  readonly isRefreshing: boolean;
  readonly error: ProtocolError | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly refresh: () => Promise<void>;
}

/** The events of a scope, page by page; `query` searches among them. */
export function useEvents(scope: EventScope, query = ''): EventsList {
  const rest = useRestClient();
  const text = query.trim();
  const list = useInfiniteQuery({
    queryKey: queryKeys.eventList(scope, text),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        rest.listEvents({
          scope,
          query: text === '' ? undefined : text,
          cursor: pageParam,
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    // The list of the search before stays while the next one is on its way.
    placeholderData: keepPreviousData,
  });
  return {
    events: list.data?.pages.flatMap((page) => page.events) ?? [],
    isLoading: list.isPending,
    isRefreshing: list.isRefetching && !list.isFetchingNextPage,
    error: list.error,
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
    },
    refresh: async () => void (await list.refetch()),
  };
}
