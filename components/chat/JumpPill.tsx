import type { ComponentProps, ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';

interface JumpPillProps {
  readonly edge: 'top' | 'bottom';
  readonly icon: ComponentProps<typeof Icon>['of'];
  readonly words: string;
  readonly onPress: () => void;
}

/** Leads elsewhere in the list, from the edge that it is beyond. */
export function JumpPill({ edge, icon, words, onPress }: JumpPillProps): ReactElement {
  const styles = useStyles();
  return (
    <View style={[styles.place, { [edge]: space.sm }]}>
      <Pressable role="button" aria-label={words} onPress={onPress} style={styles.button}>
        <Icon of={icon} size={16} color="accent" />
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
