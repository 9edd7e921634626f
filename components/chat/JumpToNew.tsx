import ArrowUp from 'lucide-react-native/icons/arrow-up';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';

interface JumpToNewProps {
  /** Of the line before what is new; -1: there is nothing to go up to. */
  readonly index: number;
  readonly onPress: (index: number) => void;
}

/** Up to the first message that is new, which one has not seen yet. */
export function JumpToNew({ index, onPress }: JumpToNewProps): ReactElement | null {
  const styles = useStyles();
  if (index === -1) return null;
  return (
    <View style={styles.place}>
      <Pressable role="button" onPress={() => onPress(index)} style={styles.button}>
        <Icon of={ArrowUp} size={16} color="accent" />
        <Copy size="small" weight="strong">
          Jump to first new
        </Copy>
      </Pressable>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  place: {
    position: 'absolute',
    top: space.sm,
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
