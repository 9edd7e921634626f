import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import { queryKeys, unwrap } from '@/hooks/event-queries';
import type { RestClient, RestResult } from '@/lib/rest-client';
import type { ProtocolError } from '@/protocol/errors';
import type { Export } from '@/protocol/rest';

/** As often as a worker says how far it is. */
const LOOK_MS = 1_000;

export const isUnderWay = ({ state }: Export): boolean =>
  state === 'waiting' || state === 'running';

export interface ExportList {
  /** `null` until they were read. */
  readonly exports: readonly Export[] | null;
  /** Why they could not be read, or the last thing could not be done. */
  readonly refusal: ProtocolError | null;
  readonly isBusy: boolean;
  readonly make: () => void;
  readonly remove: (exportId: string) => void;
}

/** The exports of an event, or of one's own data where `eventId` is null; followed while one is being made. */
export function useExports(eventId: string | null): ExportList {
  const rest = useRestClient();
  const queries = useQueryClient();
  const list = useQuery({
    queryKey: queryKeys.exports(eventId),
    queryFn: () => unwrap(rest.listExports(eventId)),
    staleTime: 0,
    refetchInterval: ({ state }) => state.data?.exports.some(isUnderWay) === true && LOOK_MS,
  });
  const doing = useMutation({
    mutationFn: (call: (client: RestClient) => RestResult<unknown>) => unwrap(call(rest)),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.exports(eventId) }),
  });
  return {
    exports: list.data?.exports ?? null,
    refusal: doing.error ?? list.error,
    isBusy: doing.isPending,
    make: () => doing.mutate((client) => client.createExport(eventId)),
    remove: (exportId) => doing.mutate((client) => client.deleteExport(eventId, exportId)),
  };
}
