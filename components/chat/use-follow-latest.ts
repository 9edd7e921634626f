import type { LegendListRef } from '@legendapp/list/react-native';
import { type RefObject, useEffect, useState } from 'react';

import { type ChatMessage, countNewer } from './chat-rows';

interface FollowLatest {
  readonly isAtEnd: boolean;
  /** Messages of others since one left the end. */
  readonly newCount: number;
}

interface FollowParts {
  readonly ownUserId: string;
  /** Whether the list shows its end at first. */
  readonly startsAtEnd: boolean;
}

/** Whether the list stands where it follows new messages, and what came while it does not. */
export function useFollowLatest(
  list: RefObject<LegendListRef | null>,
  messages: readonly ChatMessage[],
  { ownUserId, startsAtEnd }: FollowParts,
): FollowLatest {
  const [isAtEnd, setIsAtEnd] = useState(startsAtEnd);
  const [lastSeenKey, setLastSeenKey] = useState<string | null>(null);
  // The list's own word: scroll events alone miss rows that turn out taller than was guessed.
  useEffect(
    () => list.current?.getState().listen('isWithinMaintainScrollAtEndThreshold', setIsAtEnd),
    [list],
  );
  const latestKey = messages.at(-1)?.key ?? null;
  if (isAtEnd && latestKey !== lastSeenKey) setLastSeenKey(latestKey);
  return { isAtEnd, newCount: isAtEnd ? 0 : countNewer(messages, lastSeenKey, ownUserId) };
}
