import { type ReactElement, useState } from 'react';
import { Pressable, View } from 'react-native';

import { usePalette } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';

import { playWords } from './file-words';

interface SeekBarProps {
  readonly label: string;
  readonly atMs: number;
  readonly durationMs: number;
  readonly isOwn: boolean;
  readonly onSeek: (ms: number) => void;
}

const STEP_MS = 5_000;
const HEIGHT = 22;

/** How far something is played; a press, and arrow keys, go elsewhere in it. */
export function SeekBar({ label, atMs, durationMs, isOwn, onSeek }: SeekBarProps): ReactElement {
  const { accent, lineStrong, onBubbleOwn, onBubbleOwnMuted } = usePalette();
  const [width, setWidth] = useState(1);
  const part = durationMs === 0 ? 0 : Math.min(1, atMs / durationMs);
  const step = (by: number) => onSeek(Math.min(durationMs, Math.max(0, atMs + by)));
  const line = { height: 4, borderRadius: radius.full };
  return (
    <Pressable
      role="slider"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1_000)}
      aria-valuenow={Math.round(atMs / 1_000)}
      aria-valuetext={`${playWords(atMs)} of ${playWords(durationMs)}`}
      onLayout={({ nativeEvent }) => setWidth(nativeEvent.layout.width)}
      onPress={({ nativeEvent }) => onSeek((durationMs * nativeEvent.locationX) / width)}
      accessibilityActions={[{ name: 'increment' }, { name: 'decrement' }]}
      onAccessibilityAction={({ nativeEvent }) =>
        step(nativeEvent.actionName === 'increment' ? STEP_MS : -STEP_MS)
      }
      {...seekKeys(step)}
      style={{ height: HEIGHT, justifyContent: 'center' }}
    >
      <View
        style={[
          line,
          {
            pointerEvents: 'none',
            backgroundColor: isOwn ? onBubbleOwnMuted : lineStrong,
            opacity: 0.45,
          },
        ]}
      />
      <View
        style={[
          line,
          {
            pointerEvents: 'none',
            position: 'absolute',
            width: part * width,
            backgroundColor: isOwn ? onBubbleOwn : accent,
          },
        ]}
      />
    </Pressable>
  );
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -STEP_MS,
  ArrowDown: -STEP_MS,
  ArrowRight: STEP_MS,
  ArrowUp: STEP_MS,
};

const seekKeys = (step: (by: number) => void): object => ({
  onKeyDown(event: {
    readonly key: string;
    readonly preventDefault: () => void;
    readonly stopPropagation: () => void;
  }) {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step(by);
  },
});
