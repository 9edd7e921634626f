import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';

import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';

/** What became of a change; `null`: the value was not known yet, and nothing was done. */
export type ChangeKept<Value> = (
  change: Partial<Value>,
) => Promise<Result<Value, ProtocolError> | null>;

/**
 * Changes a value that the server keeps as a whole: shown at once, sent one after the other, each with all changes before
 * it, and taken back where the server refuses.
 */
export function useKept<Value extends object>(
  queryKey: QueryKey,
  put: (value: Value) => Promise<Result<Value, ProtocolError>>,
): ChangeKept<Value> {
  const queries = useQueryClient();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return async (change) => {
    const before = queries.getQueryData<Value>(queryKey);
    if (before === undefined) return null;
    const value = { ...before, ...change };
    queries.setQueryData<Value>(queryKey, value);
    const sent = last.current.then(() => put(value));
    last.current = sent;
    const answer = await sent;
    const isLast = last.current === sent;
    if (isLast) queries.setQueryData<Value>(queryKey, answer.ok ? answer.value : before);
    return answer;
  };
}
