import { useEffect, useRef } from 'react';
import type { ViewProps } from 'react-native';

import { placeOf } from './touch-place';

const LONG_PRESS_MS = 420;
/** A finger that moves further scrolls. */
const STILL_MAX_DISTANCE = 10;

type LongPress = Pick<
  ViewProps,
  'onTouchStart' | 'onTouchMove' | 'onTouchEnd' | 'onTouchCancel'
> & {
  /** For browsers, which have a menu of their own for a long press. */
  readonly onContextMenu: (event: { readonly preventDefault: () => void }) => void;
};

interface Touch {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly x: number;
  readonly y: number;
  isLong: boolean;
}

/** What a view needs to hear of a finger that rests on it. A mouse never does: it selects text that way. */
export function useLongPress(onLongPress: () => void): LongPress {
  const touch = useRef<Touch | null>(null);
  useEffect(() => () => end(touch), []);
  return {
    onTouchStart({ nativeEvent }) {
      end(touch);
      if (nativeEvent.touches.length > 1) return;
      const own: Touch = {
        ...placeOf(nativeEvent),
        isLong: false,
        timer: setTimeout(() => {
          own.isLong = true;
          onLongPress();
        }, LONG_PRESS_MS),
      };
      touch.current = own;
    },
    onTouchMove({ nativeEvent }) {
      if (touch.current === null) return;
      const { x, y } = placeOf(nativeEvent);
      if (Math.hypot(x - touch.current.x, y - touch.current.y) > STILL_MAX_DISTANCE) end(touch);
    },
    onTouchEnd(event) {
      // Else it would be a press on whatever lies under the finger by now.
      if (touch.current?.isLong === true) event.preventDefault();
      end(touch);
    },
    onTouchCancel: () => end(touch),
    onContextMenu(event) {
      if (touch.current !== null) event.preventDefault();
    },
  };
}

function end(touch: { current: Touch | null }): void {
  if (touch.current !== null) clearTimeout(touch.current.timer);
  touch.current = null;
}
