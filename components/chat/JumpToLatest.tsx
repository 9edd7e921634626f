import ArrowDown from 'lucide-react-native/icons/arrow-down';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';

interface JumpToLatestProps {
  readonly newCount: number;
  readonly onPress: () => void;
}

/** Back to the end of the list, with how much came there in the meantime. */
export function JumpToLatest({ newCount, onPress }: JumpToLatestProps): ReactElement {
  const styles = useStyles();
  const words =
    newCount === 0
      ? 'Jump to latest'
      : `${newCount.toLocaleString()} new ${newCount === 1 ? 'message' : 'messages'}`;
  return (
    <View style={styles.place}>
      <Pressable role="button" aria-label={words} onPress={onPress} style={styles.button}>
        <Icon of={ArrowDown} size={16} color="accent" />
        <Copy size="small" weight="strong">
          {words}
        </Copy>
      </Pressable>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  place: {
    position: 'absolute',
    bottom: space.sm,
    left: 0,
    right: 0,
    alignItems: 'center',
    pointerEvents: 'box-none',
  },
  button: {
    minHeight: TARGET_MIN_SIZE,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.md,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
}));
