import { useMemo, useRef, useState } from 'react';
import {
  AccessibilityInfo,
  Animated,
  type GestureResponderEvent,
  type ViewProps,
} from 'react-native';

import { placeOf } from './touch-place';

/** A finger that moved so far to the side, and less up or down, pulls; else it scrolls. */
const BEGINS_AT = 12;
/** A pull so far counts when the finger is lifted; further than the end nothing moves. */
export const SWIPE_MIN_DISTANCE = 52;
const END = 72;
const BACK_MS = 160;
const isNative = process.env.EXPO_OS !== 'web';

export interface Swipe {
  /** How far it is pulled, in pixels. */
  readonly offset: Animated.Value;
  readonly touches: Pick<
    ViewProps,
    'onTouchStart' | 'onTouchMove' | 'onTouchEnd' | 'onTouchCancel'
  >;
}

interface Pull {
  readonly x: number;
  readonly y: number;
  state: 'still' | 'pulled' | 'other';
  distance: number;
}

/** What a view needs that a finger pulls to the right. `onSwipe`: it was pulled far enough, and let go; `null`: it can't be. */
export function useSwipe(onSwipe: (() => void) | null): Swipe {
  const [offset] = useState(() => new Animated.Value(0));
  const pull = useRef<Pull | null>(null);
  return useMemo(() => {
    const end = (isDone: boolean): void => {
      const now = pull.current;
      pull.current = null;
      if (now?.state !== 'pulled') return;
      void back(offset);
      if (isDone && now.distance >= SWIPE_MIN_DISTANCE) onSwipe?.();
    };
    return {
      offset,
      touches: {
        onTouchStart({ nativeEvent }) {
          const isOne = nativeEvent.touches.length <= 1 && onSwipe !== null;
          pull.current = isOne ? { ...placeOf(nativeEvent), state: 'still', distance: 0 } : null;
        },
        onTouchMove(event) {
          if (pull.current !== null) follow(pull.current, event, offset);
        },
        onTouchEnd: () => end(true),
        onTouchCancel: () => end(false),
      },
    };
  }, [offset, onSwipe]);
}

function follow(pull: Pull, { nativeEvent }: GestureResponderEvent, offset: Animated.Value): void {
  const { x, y } = placeOf(nativeEvent);
  const right = x - pull.x;
  const along = Math.abs(y - pull.y);
  if (pull.state === 'still' && Math.hypot(right, along) > BEGINS_AT)
    pull.state = right > along * 1.5 ? 'pulled' : 'other';
  if (pull.state !== 'pulled') return;
  pull.distance = Math.min(END, Math.max(0, right - BEGINS_AT));
  offset.setValue(pull.distance);
}

async function back(offset: Animated.Value): Promise<void> {
  if (await AccessibilityInfo.isReduceMotionEnabled()) return offset.setValue(0);
  Animated.timing(offset, { toValue: 0, duration: BACK_MS, useNativeDriver: isNative }).start();
}
