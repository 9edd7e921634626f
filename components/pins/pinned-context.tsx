import { createContext, type ReactElement, type ReactNode, use, useMemo } from 'react';

import type { PinnedRef } from '@/protocol/wire';

const Context = createContext<ReadonlySet<string>>(new Set());

interface PinnedProviderProps {
  readonly pins: readonly PinnedRef[];
  readonly children: ReactNode;
}

/** Which messages inside are pinned. Only their marks are drawn again when that changes. */
export function PinnedProvider({ pins, children }: PinnedProviderProps): ReactElement {
  const ids = useMemo(() => new Set(pins.map(({ messageId }) => messageId)), [pins]);
  return <Context value={ids}>{children}</Context>;
}

/** `null`: of a message that the server has not stored. */
export const useIsPinned = (messageId: string | null): boolean => {
  const ids = use(Context);
  return messageId !== null && ids.has(messageId);
};
