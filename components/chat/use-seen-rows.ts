import type { OnViewableItemsChangedInfo } from '@legendapp/list/react-native';
import { useCallback, useEffect, useState } from 'react';

import type { Stretch } from '@/lib/event-room';

import { type ChatMessage, type ChatRow, NEW_ROW_KEY } from './chat-rows';

/** What is seen has stood there for a moment, more than its edge. */
export const SEEN = { itemVisiblePercentThreshold: 60, minimumViewTime: 250 };

interface SeenParts {
  readonly rows: readonly ChatRow[];
  readonly messages: readonly ChatMessage[];
  readonly newIn: Stretch | null;
  readonly isAtEnd: boolean;
  readonly onShown: (seq: number) => void;
}

export interface SeenRows {
  /** The line before what is new, where it is further up and was not seen yet; else -1. */
  readonly newAbove: number;
  readonly onViewable: (info: OnViewableItemsChangedInfo<ChatRow>) => void;
}

/** Tells how far the log is on the screen: to its latest message at the end, else to the last that is seen. */
export function useSeenRows({ rows, messages, newIn, isAtEnd, onShown }: SeenParts): SeenRows {
  const [firstSeen, setFirstSeen] = useState<string | null>(null);
  const [seenLine, setSeenLine] = useState<Stretch | null>(null);
  const latest = messages.findLast(({ seq }) => seq !== null)?.seq ?? null;
  useEffect(() => {
    if (isAtEnd && latest !== null) onShown(latest);
  }, [isAtEnd, latest, onShown]);
  const onViewable = useCallback(
    ({ viewableItems }: OnViewableItemsChangedInfo<ChatRow>) => {
      const seen = viewableItems.map(({ item }) => item);
      onShown(Math.max(0, ...seen.map(seqOf)));
      setFirstSeen(viewableItems.toSorted((a, b) => a.index - b.index)[0]?.key ?? null);
      if (seen.some(({ key }) => key === NEW_ROW_KEY)) setSeenLine(newIn);
    },
    [onShown, newIn],
  );
  const line = seenLine === newIn ? -1 : rows.findIndex(({ key }) => key === NEW_ROW_KEY);
  const first = line === -1 ? -1 : rows.findIndex(({ key }) => key === firstSeen);
  return { newAbove: line < first ? line : -1, onViewable };
}

const seqOf = (row: ChatRow): number => (row.type === 'message' ? (row.message.seq ?? 0) : 0);
