import type { ProtocolError } from '@/protocol/errors';

/** What every list that is read page by page says of itself. */
export interface PagedList {
  /** Nothing is there yet, not even from before. */
  readonly isLoading: boolean;
  readonly error: ProtocolError | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly refresh: () => Promise<void>;
}

/** As TanStack Query has it. */
interface Query {
  readonly isPending: boolean;
  readonly error: ProtocolError | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

export const toPagedList = (list: Query): PagedList => ({
  isLoading: list.isPending,
  error: list.error,
  hasMore: list.hasNextPage,
  isLoadingMore: list.isFetchingNextPage,
  loadMore: () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  },
  refresh: async () => void (await list.refetch()),
});
