import { useQuery, useQueryClient } from '@tanstack/react-query';

import { useRestClient } from '@/components/providers/rest-context';
import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';
import type { Visibility } from '@/protocol/wire';

import { queryKeys, unwrap } from './event-queries';

export interface OwnVisibility {
  /** Whether one is shown to nobody; `null` as long as that is not known. */
  readonly isInvisible: boolean | null;
  readonly error: ProtocolError | null;
  /** Shown at once, and taken back where the server refuses. */
  readonly setInvisible: (isInvisible: boolean) => Promise<Result<Visibility, ProtocolError>>;
}

/** Whether the signed-in person is shown to others, as they chose on whichever device. */
export function useVisibility(): OwnVisibility {
  const rest = useRestClient();
  const queries = useQueryClient();
  const { data, error } = useQuery<Visibility>({
    queryKey: queryKeys.visibility,
    queryFn: () => unwrap(rest.getVisibility()),
  });
  const setInvisible: OwnVisibility['setInvisible'] = async (isInvisible) => {
    await queries.cancelQueries({ queryKey: queryKeys.visibility });
    const before = queries.getQueryData<Visibility>(queryKeys.visibility);
    queries.setQueryData<Visibility>(queryKeys.visibility, { isInvisible });
    const answer = await rest.setVisibility({ isInvisible });
    queries.setQueryData(queryKeys.visibility, answer.ok ? answer.value : before);
    return answer;
  };
  return { isInvisible: data?.isInvisible ?? null, error, setInvisible };
}
