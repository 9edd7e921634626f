import { useCallback } from 'react';

import type { EventRoomView } from '@/hooks/useEventRoom';

/** Pins a message or unpins it, and says what came of it. */
export const usePinning = (
  { pinMessage, unpinMessage }: Pick<EventRoomView, 'pinMessage' | 'unpinMessage'>,
  say: (words: string) => void,
): ((messageId: string, isPinned: boolean) => void) =>
  useCallback(
    (messageId, isPinned) => {
      void (isPinned ? pinMessage : unpinMessage)(messageId).then((answer) =>
        say(answer.ok ? DONE[isPinned ? 'pinned' : 'unpinned'] : answer.error.message),
      );
    },
    [pinMessage, unpinMessage, say],
  );

const DONE = { pinned: 'Pinned for everybody', unpinned: 'Unpinned' } as const;
