import { useQueryClient } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { RestClient, RestResult } from '@/lib/rest-client';
import type { Event } from '@/protocol/rest';

import { queryKeys } from './event-queries';
import { useSaving } from './useSaving';

export interface CreateEvent {
  readonly createEvent: (event: Parameters<RestClient['createEvent']>[0]) => RestResult<Event>;
  readonly isSaving: boolean;
}

/** Creates an event; its creator organises and attends it. */
export function useCreateEvent(): CreateEvent {
  const rest = useRestClient();
  const queries = useQueryClient();
  const [isSaving, saving] = useSaving();
  const createEvent: CreateEvent['createEvent'] = async (event) => {
    const answer = await saving(rest.createEvent(event));
    if (!answer.ok) return answer;
    queries.setQueryData(queryKeys.event(answer.value.id), answer.value);
    void queries.invalidateQueries({ queryKey: queryKeys.eventLists });
    return answer;
  };
  return { createEvent, isSaving };
}
