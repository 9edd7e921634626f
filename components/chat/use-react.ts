import { useCallback } from 'react';

import type { EventRoomView } from '@/hooks/useEventRoom';

import type { ReactionActions } from './ReactionChips';

/** Reacts, and says why where it is refused. */
export const useReact = (
  { react }: Pick<EventRoomView, 'react'>,
  say: (words: string) => void,
): ReactionActions['onReact'] =>
  useCallback(
    ({ id }, emoji, on) => {
      if (id === null) return;
      void react(id, { emoji, on }).then((answer) => {
        if (!answer.ok) say(answer.error.message);
      });
    },
    [react, say],
  );
