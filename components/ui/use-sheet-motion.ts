import { useEffect, useMemo, useState } from 'react';
import {
  AccessibilityInfo,
  Animated,
  Easing,
  type GestureResponderHandlers,
  PanResponder,
} from 'react-native';

const OPEN_MS = 200;
/** Beyond the lower edge, before the sheet's height is known. */
const FAR = 2_000;
/** A pull further than this, or faster in pixels a millisecond, closes the sheet. */
const PULL_MIN_DISTANCE = 80;
const PULL_MIN_SPEED = 0.8;
const isNative = process.env.EXPO_OS !== 'web';

interface SheetMotion {
  /** How far the sheet is below its place. */
  readonly offset: Animated.Value;
  /** 0 while it is hidden to 1 when it is in its place. */
  readonly shown: Animated.AnimatedInterpolation<number>;
  readonly panHandlers: GestureResponderHandlers;
}

/** Lets a sheet of this height come up, and follow a finger that pulls it down; at once where the person wants no motion. `onClose` must stay the same function. */
export function useSheetMotion(height: number | null, onClose: () => void): SheetMotion {
  const [offset] = useState(() => new Animated.Value(FAR));
  const isMeasured = height !== null;
  useEffect(() => {
    if (!isMeasured) return;
    offset.setValue(height);
    void settle(offset);
    // Only the first height: a sheet that is open stays in its place.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isMeasured, offset]);
  const shown = offset.interpolate({
    inputRange: [0, height ?? FAR],
    outputRange: [1, 0],
    extrapolate: 'clamp',
  });
  const { panHandlers } = useMemo(() => pullable(offset, onClose), [offset, onClose]);
  return { offset, shown, panHandlers };
}

const pullable = (offset: Animated.Value, onClose: () => void) =>
  PanResponder.create({
    onMoveShouldSetPanResponder: (_event, { dx, dy }) => dy > 6 && dy > Math.abs(dx),
    onPanResponderMove: (_event, { dy }) => offset.setValue(Math.max(0, dy)),
    onPanResponderRelease(_event, { dy, vy }) {
      if (dy > PULL_MIN_DISTANCE || vy > PULL_MIN_SPEED) onClose();
      else void settle(offset);
    },
    onPanResponderTerminate: () => void settle(offset),
  });

async function settle(offset: Animated.Value): Promise<void> {
  if (await AccessibilityInfo.isReduceMotionEnabled()) return offset.setValue(0);
  const motion = { toValue: 0, duration: OPEN_MS, easing: Easing.out(Easing.cubic) };
  Animated.timing(offset, { ...motion, useNativeDriver: isNative }).start();
}
