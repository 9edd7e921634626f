import { useQueryClient } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { RestResult } from '@/lib/rest-client';

import { queryKeys } from './event-queries';
import { useSaving } from './useSaving';

export interface DeleteEvent {
  readonly deleteEvent: () => RestResult<null>;
  readonly isSaving: boolean;
}

/** Deletes an event with its chat; for its organisers. */
export function useDeleteEvent(eventId: string): DeleteEvent {
  const rest = useRestClient();
  const queries = useQueryClient();
  const [isSaving, saving] = useSaving();
  const deleteEvent: DeleteEvent['deleteEvent'] = async () => {
    const answer = await saving(rest.deleteEvent(eventId));
    if (!answer.ok) return answer;
    // Not the event itself: its screen is still there and would ask for it again.
    void queries.invalidateQueries({ queryKey: queryKeys.eventLists });
    return answer;
  };
  return { deleteEvent, isSaving };
}
