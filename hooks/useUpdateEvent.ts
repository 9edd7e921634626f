import { useQueryClient } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { RestClient, RestResult } from '@/lib/rest-client';
import type { Event } from '@/protocol/rest';

import { queryKeys } from './event-queries';
import { useSaving } from './useSaving';

export interface UpdateEvent {
  readonly updateEvent: (change: Parameters<RestClient['updateEvent']>[1]) => RestResult<Event>;
  readonly isSaving: boolean;
}

/** Changes an event; for its organisers. */
export function useUpdateEvent(eventId: string): UpdateEvent {
  const rest = useRestClient();
  const queries = useQueryClient();
  const [isSaving, saving] = useSaving();
  const updateEvent: UpdateEvent['updateEvent'] = async (change) => {
    const answer = await saving(rest.updateEvent(eventId, change));
    if (!answer.ok) return answer;
    queries.setQueryData(queryKeys.event(eventId), answer.value);
    void queries.invalidateQueries({ queryKey: queryKeys.eventLists });
    return answer;
  };
  return { updateEvent, isSaving };
}
