import { useInfiniteQuery } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { Participant } from '@/protocol/rest';

import { queryKeys, unwrap } from './event-queries';
import { type PagedList, toPagedList } from './paged-list';

export interface ParticipantsList extends PagedList {
  readonly participants: readonly Participant[];
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
    ...toPagedList(list),
  };
}
