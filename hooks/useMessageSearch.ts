import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { SearchRequest } from '@/lib/rest-client';
import type { SearchResult } from '@/protocol/search';

import { queryKeys, unwrap } from './event-queries';
import { type PagedList, toPagedList } from './paged-list';

export interface MessageSearch extends PagedList {
  readonly results: readonly SearchResult[];
  readonly isSimilar: boolean;
  readonly isIndexing: boolean;
}

/** Messages that are searched for, page by page; asks nothing while there is nothing to search for. */
export function useMessageSearch(
  request: Omit<SearchRequest, 'signal' | 'cursor'>,
  isAsked: boolean,
): MessageSearch {
  const rest = useRestClient();
  const list = useInfiniteQuery({
    queryKey: queryKeys.messageSearch(request),
    queryFn: ({ pageParam, signal }) =>
      unwrap(rest.search({ ...request, cursor: pageParam, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    enabled: isAsked,
    // What was deleted meanwhile must not come back from what was kept.
    gcTime: 0,
  });
  const pages = isAsked ? (list.data?.pages ?? []) : [];
  return {
    results: pages.flatMap((page) => page.results),
    ...toPagedList(list),
    isLoading: isAsked && list.isPending,
    isSimilar: pages.some((page) => page.isSimilar),
    isIndexing: pages.some((page) => page.isIndexing),
  };
}
