import { useEffect, useRef, useState } from 'react';
import type { NativeScrollEvent, NativeSyntheticEvent } from 'react-native';

import { type ChatMessage, countNewer } from './chat-rows';

/** Closer to the end than this counts as at the end, in points. */
const END_MAX_DISTANCE = 60;

interface FollowLatest {
  readonly isAtEnd: boolean;
  /** Messages of others since one left the end. */
  readonly newCount: number;
  readonly onScroll: (event: NativeSyntheticEvent<NativeScrollEvent>) => void;
}

/** Whether the list shows its end, and what came there while it does not. */
export function useFollowLatest(messages: readonly ChatMessage[], ownUserId: string): FollowLatest {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const lastSeenKey = useRef<string | null>(null);
  useEffect(() => {
    if (isAtEnd) lastSeenKey.current = messages.at(-1)?.key ?? null;
  }, [isAtEnd, messages]);
  return {
    isAtEnd,
    newCount: isAtEnd ? 0 : countNewer(messages, lastSeenKey.current, ownUserId),
    onScroll({ nativeEvent: { contentOffset, contentSize, layoutMeasurement } }) {
      const distance = contentSize.height - layoutMeasurement.height - contentOffset.y;
      setIsAtEnd(distance <= END_MAX_DISTANCE);
    },
  };
}
