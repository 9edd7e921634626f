import { memo, type ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, TARGET_MIN_SIZE } from '@/components/ui/tokens';

import type { Choice } from './picker-rows';

interface EmojiRowProps {
  readonly choices: readonly Choice[];
  readonly columns: number;
  readonly onPick: (emoji: string) => void;
}

/** Emoji beside each other, each as wide as in a full row. */
export const EmojiRow = memo(function EmojiRow(props: EmojiRowProps): ReactElement {
  const { choices, columns, onPick } = props;
  const styles = useStyles();
  return (
    <View style={styles.row}>
      {choices.map(({ emoji, label }) => (
        <Pressable
          key={emoji}
          role="button"
          aria-label={label}
          // For the arrow keys.
          {...({ dataSet: { emoji: '' } } as object)}
          onPress={() => onPick(emoji)}
          style={(state) => [
            styles.choice,
            { width: `${100 / columns}%` },
            (state.pressed || isHovered(state)) && styles.active,
          ]}
        >
          <Copy style={styles.emoji}>{emoji}</Copy>
        </Pressable>
      ))}
    </View>
  );
});

const useStyles = createStyles((palette) => ({
  row: { flexDirection: 'row', height: TARGET_MIN_SIZE },
  choice: { alignItems: 'center', justifyContent: 'center', borderRadius: radius.sm },
  active: { backgroundColor: palette.sunken },
  emoji: { fontSize: 26, lineHeight: 34 },
}));
