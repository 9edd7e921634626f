import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { arrowKeys } from '@/components/ui/arrow-keys';
import { Copy } from '@/components/ui/Copy';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, TARGET_MIN_SIZE } from '@/components/ui/tokens';
import { type Cheer, CHEERS } from '@/protocol/wire';

interface CheerBarProps {
  readonly onCheer: (emoji: Cheer) => void;
}

/** What one may give the whole room, as often as one likes. */
export function CheerBar({ onCheer }: CheerBarProps): ReactElement {
  const styles = useStyles();
  return (
    <View role="toolbar" aria-label="Applause" style={styles.bar} {...arrowKeys('[role=button]')}>
      {CHEERS.map((emoji) => (
        <Pressable
          key={emoji}
          role="button"
          aria-label={`Applaud with ${emoji}`}
          onPress={() => onCheer(emoji)}
          style={(state) => [styles.choice, (state.pressed || isHovered(state)) && styles.active]}
        >
          <Copy style={styles.emoji}>{emoji}</Copy>
        </Pressable>
      ))}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  bar: { flexDirection: 'row', justifyContent: 'center', flexWrap: 'wrap' },
  choice: {
    width: TARGET_MIN_SIZE + 4,
    height: TARGET_MIN_SIZE,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.full,
  },
  active: { backgroundColor: palette.sunken },
  emoji: { fontSize: 24, lineHeight: 32 },
}));
