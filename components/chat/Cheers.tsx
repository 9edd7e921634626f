import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { AccessibilityInfo, Animated, Easing, View } from 'react-native';

import { useSocket } from '@/components/providers/SocketProvider';
import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { CheerCount, Notice } from '@/protocol/wire';

import { type Float, floatsOf } from './cheer-floats';

const RISE_MS = 2_400;
const STILL_MS = 2_000;
/** Beyond this nothing more rises until something is gone. */
const SHOWN_MAX = 40;
const HEIGHT = 260;
const isNative = process.env.EXPO_OS !== 'web';

/** What people give the room, floating by; for who wants no motion, in numbers that stand for a moment. */
export function Cheers({ eventId }: { readonly eventId: string }): ReactElement {
  const styles = useStyles();
  const isStill = useReducedMotion();
  const [floats, setFloats] = useState<readonly Float[]>([]);
  const [still, setStill] = useState<readonly CheerCount[] | null>(null);
  const lastKey = useRef(0);
  useCheers(
    eventId,
    useCallback(
      (cheers) => {
        if (isStill) return setStill(cheers);
        const next = floatsOf(cheers, lastKey.current + 1, Math.random);
        lastKey.current += next.length;
        setFloats((now) => [...now, ...next].slice(0, SHOWN_MAX));
      },
      [isStill],
    ),
  );
  useEffect(() => {
    if (still === null) return undefined;
    const timer = setTimeout(() => setStill(null), STILL_MS);
    return () => clearTimeout(timer);
  }, [still]);
  const end = useCallback(
    (key: number) => setFloats((now) => now.filter((float) => float.key !== key)),
    [],
  );
  return (
    <View aria-hidden style={styles.place}>
      {floats.map((float) => (
        <Rising key={float.key} float={float} onEnd={end} />
      ))}
      {still !== null && (
        <View style={styles.still}>
          <Copy size="small">
            {still.map(({ emoji, count }) => `${emoji} ${count}`).join('  ')}
          </Copy>
        </View>
      )}
    </View>
  );
}

function useCheers(eventId: string, onCheers: (cheers: readonly CheerCount[]) => void): void {
  const { client } = useSocket();
  useEffect(
    () =>
      client.on('cheers', (notice: Notice<'cheers'>) => {
        if (notice.eventId === eventId) onCheers(notice.cheers);
      }),
    [client, eventId, onCheers],
  );
}

function useReducedMotion(): boolean {
  const [isReduced, setReduced] = useState(false);
  useEffect(() => {
    void AccessibilityInfo.isReduceMotionEnabled().then(setReduced);
    const following = AccessibilityInfo.addEventListener('reduceMotionChanged', setReduced);
    return () => following.remove();
  }, []);
  return isReduced;
}

interface RisingProps {
  readonly float: Float;
  readonly onEnd: (key: number) => void;
}

function Rising({ float, onEnd }: RisingProps): ReactElement {
  const styles = useStyles();
  const [way] = useState(() => new Animated.Value(0));
  const { key, delayMs } = float;
  useEffect(() => {
    const motion = {
      toValue: 1,
      duration: RISE_MS,
      delay: delayMs,
      easing: Easing.out(Easing.quad),
    };
    const rising = Animated.timing(way, { ...motion, useNativeDriver: isNative });
    rising.start(({ finished }) => finished && onEnd(key));
    return () => rising.stop();
  }, [way, key, delayMs, onEnd]);
  const translateY = way.interpolate({ inputRange: [0, 1], outputRange: [0, -HEIGHT] });
  const opacity = way.interpolate({ inputRange: [0, 0.05, 0.6, 1], outputRange: [0, 1, 1, 0] });
  return (
    <Animated.View
      style={[styles.float, { right: `${float.at * 80}%`, opacity, transform: [{ translateY }] }]}
    >
      <Copy style={styles.emoji}>{float.emoji}</Copy>
    </Animated.View>
  );
}

const useStyles = createStyles((palette) => ({
  place: {
    height: 0,
    zIndex: 1,
    alignSelf: 'flex-end',
    width: '45%',
    maxWidth: 220,
    marginRight: space.md,
    pointerEvents: 'none',
  },
  float: { position: 'absolute', bottom: 0 },
  emoji: { fontSize: 30, lineHeight: 38 },
  still: {
    position: 'absolute',
    bottom: space.xs,
    right: 0,
    paddingHorizontal: space.sm,
    paddingVertical: space.xs,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
  },
}));
