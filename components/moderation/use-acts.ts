import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import { queryKeys, unwrap } from '@/hooks/event-queries';
import type { RestClient, RestResult } from '@/lib/rest-client';
import type { ProtocolError } from '@/protocol/errors';
import type { ParticipantDetails } from '@/protocol/rest';

interface Whom {
  readonly eventId: string;
  readonly userId: string;
}

export interface Acts {
  /** `null` until it was read. */
  readonly participant: ParticipantDetails | null;
  /** Why it could not be read, or the last act was refused. */
  readonly refusal: ProtocolError | null;
  readonly isBusy: boolean;
  /** Does one act; `onDone` where it was not refused. */
  readonly act: (call: (rest: RestClient) => RestResult<unknown>, onDone: () => void) => void;
}

/** One person's place in an event, and what is done about it. */
export function useActs({ eventId, userId }: Whom): Acts {
  const rest = useRestClient();
  const queries = useQueryClient();
  const participant = useQuery({
    queryKey: queryKeys.participant(eventId, userId),
    queryFn: () => unwrap(rest.getParticipant(eventId, userId)),
    staleTime: 0,
  });
  const doing = useMutation({
    mutationFn: (call: (rest: RestClient) => RestResult<unknown>) => unwrap(call(rest)),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.participants(eventId) });
      void queries.invalidateQueries({ queryKey: queryKeys.event(eventId) });
    },
  });
  return {
    participant: participant.data ?? null,
    refusal: doing.error ?? participant.error,
    isBusy: doing.isPending,
    act: (call, onDone) => doing.mutate(call, { onSuccess: onDone }),
  };
}
