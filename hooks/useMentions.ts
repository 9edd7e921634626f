import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

import { useRestClient } from '@/components/providers/rest-context';
import { useSocket } from '@/components/providers/SocketProvider';
import type { MentionOfOne } from '@/protocol/mentions';

import { queryKeys, unwrap } from './event-queries';
import { type PagedList, toPagedList } from './paged-list';

const useCounts = (): ReadonlyMap<string, number> => {
  const { mentions } = useSocket().rooms.unread;
  return useSyncExternalStore(mentions.subscribe, mentions.getSnapshot, mentions.getSnapshot);
};

/** How many messages that mention one are unread in one event. */
export const useUnreadMentions = (eventId: string): number => useCounts().get(eventId) ?? 0;

/** How many messages that mention one are unread, in all events. */
export const useAllUnreadMentions = (): number =>
  [...useCounts().values()].reduce((sum, count) => sum + count, 0);

export interface Mentions extends PagedList {
  readonly mentions: readonly MentionOfOne[];
}

/** What mentions one, page by page; read anew when something new mentions one. */
export function useMentions(): Mentions {
  const rest = useRestClient();
  const { unread } = useSocket().rooms;
  const list = useInfiniteQuery({
    queryKey: queryKeys.mentions,
    queryFn: ({ pageParam, signal }) => unwrap(rest.listMentions({ cursor: pageParam, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    // What was deleted meanwhile must not come back from what was kept.
    gcTime: 0,
  });
  const { refetch } = list;
  useEffect(() => {
    const { mentions } = unread;
    return mentions.subscribe(() => void refetch());
  }, [refetch, unread]);
  return {
    mentions: list.data?.pages.flatMap((page) => page.mentions) ?? [],
    ...toPagedList(list),
  };
}
