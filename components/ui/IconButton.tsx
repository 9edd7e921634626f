import type { LucideIcon } from 'lucide-react-native';
import type { ReactElement } from 'react';
import { Pressable } from 'react-native';

import { Icon } from './Icon';
import { isHovered } from './interactive';
import type { Palette } from './palette';
import { createStyles } from './theme';
import { radius, TARGET_MIN_SIZE } from './tokens';

interface IconButtonProps {
  /** What it does; read out, and shown when the mouse rests on it. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onPress: () => void;
  readonly color?: keyof Palette;
  readonly isFilled?: boolean;
  readonly isDisabled?: boolean;
  /** Where it opens something beside it: whether that is open. */
  readonly isExpanded?: boolean;
}

/** A round button with a picture only. */
export function IconButton(props: IconButtonProps): ReactElement {
  const { label, icon, onPress, color = 'text', isFilled = false, isDisabled = false } = props;
  const styles = useStyles();
  return (
    <Pressable
      role="button"
      aria-label={label}
      aria-disabled={isDisabled}
      aria-expanded={props.isExpanded}
      disabled={isDisabled}
      onPress={onPress}
      style={(state) => [
        styles.base,
        isFilled && styles.filled,
        (state.pressed || isHovered(state)) && (isFilled ? styles.filledActive : styles.active),
        isDisabled && styles.disabled,
      ]}
    >
      <Icon of={icon} size={22} color={isFilled ? 'onAccent' : color} />
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  base: {
    width: TARGET_MIN_SIZE,
    height: TARGET_MIN_SIZE,
    borderRadius: radius.full,
    alignItems: 'center',
    justifyContent: 'center',
  },
  active: { backgroundColor: palette.sunken },
  filled: { backgroundColor: palette.accent },
  filledActive: { backgroundColor: palette.accentHover },
  disabled: { opacity: 0.4 },
}));
