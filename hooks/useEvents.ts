import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { Event, EventScope } from '@/protocol/rest';

import { queryKeys, unwrap } from './event-queries';
import { type PagedList, toPagedList } from './paged-list';

export interface EventsList extends PagedList {
  readonly events: readonly Event[];
  readonly isRefreshing: boolean;
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
    ...toPagedList(list),
    isRefreshing: list.isRefetching && !list.isFetchingNextPage,
  };
}
