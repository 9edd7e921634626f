import { useCallback, useEffect, useRef, useState } from 'react';
import { AppState } from 'react-native';

import type { EventRoomView } from '@/hooks/useEventRoom';

type ReadingRoom = Pick<EventRoomView, 'visit' | 'lookAgain' | 'lookAway' | 'markShown'>;

const isInFront = (): boolean => AppState.currentState === 'active';

/**
 * Follows what somebody reads in a room: whatever was on the screen, while the page is looked at.
 *
 * @param isReading Whether what is shown counts: not before it is settled what is new, nor far from where one had read to.
 * @returns to be told how far the screen shows the log.
 */
export function useReading(
  { visit, lookAgain, lookAway, markShown }: ReadingRoom,
  isReading: boolean,
): (seq: number) => void {
  const [isLooking, setIsLooking] = useState(isInFront);
  const shown = useRef(0);
  useEffect(() => visit(), [visit]);
  useEffect(() => {
    // On the web this is the page's visibility.
    const following = AppState.addEventListener('change', (state) => {
      if (state === 'active') lookAgain();
      else lookAway();
      setIsLooking(state === 'active');
    });
    return () => following.remove();
  }, [lookAgain, lookAway]);
  const counts = isLooking && isReading;
  useEffect(() => {
    if (counts) markShown(shown.current);
  }, [counts, markShown]);
  return useCallback(
    (seq) => {
      shown.current = seq;
      if (counts) markShown(seq);
    },
    [counts, markShown],
  );
}
