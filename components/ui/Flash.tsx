import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { View } from 'react-native';

import { Copy } from './Copy';
import { createStyles, usePalette } from './theme';
import { radius, space } from './tokens';

/** How long words stay: at least so long, and longer where there is more to read. */
const SHOWN_MIN_MS = 2_500;
const SHOWN_MS_PER_CHAR = 70;

const shownMs = ({ length }: string): number => Math.max(SHOWN_MIN_MS, length * SHOWN_MS_PER_CHAR);

interface Flash {
  /** What is said now; `null` for nothing. */
  readonly words: string | null;
  /** Says something for a moment. */
  readonly say: (words: string) => void;
}

/** Short words about what was done, which go away by themselves. */
export function useFlash(): Flash {
  const [said, setSaid] = useState<{ readonly words: string } | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), shownMs(said.words));
    return () => clearTimeout(timer);
  }, [said]);
  const say = useCallback((words: string) => setSaid({ words }), []);
  return { words: said?.words ?? null, say };
}

/** Where they show: over what stands above it, without taking room. Nothing has to be pressed. */
export function FlashWords({ words }: Pick<Flash, 'words'>): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  return (
    <View role="status" style={styles.place}>
      {words !== null && (
        <View style={styles.pill}>
          <Copy size="small" weight="medium" style={{ color: palette.page }}>
            {words}
          </Copy>
        </View>
      )}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  place: { height: 0, zIndex: 1, alignItems: 'center', pointerEvents: 'none' },
  pill: {
    position: 'absolute',
    bottom: space.xxs,
    paddingHorizontal: space.md,
    paddingVertical: space.xs,
    borderRadius: radius.full,
    backgroundColor: palette.text,
    boxShadow: palette.shadowHigh,
  },
}));
