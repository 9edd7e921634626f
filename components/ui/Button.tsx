import type { LucideIcon } from 'lucide-react-native';
import type { ReactElement } from 'react';
import { ActivityIndicator, Pressable, type PressableProps, View } from 'react-native';

import { Copy } from './Copy';
import { Icon } from './Icon';
import { isHovered } from './interactive';
import type { Palette } from './palette';
import { createStyles, usePalette } from './theme';
import { radius, space, TARGET_MIN_SIZE } from './tokens';

type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger' | 'on' | 'onSpot';

export interface ButtonProps {
  readonly label: string;
  /** What screen readers say instead, with the label in it. */
  readonly spoken?: string;
  readonly onPress: () => void;
  readonly kind?: ButtonKind;
  readonly icon?: LucideIcon;
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  /** For a button that stays down: says so to screen readers. */
  readonly isOn?: boolean;
  readonly isCompact?: boolean;
  readonly accessibilityHint?: string;
  readonly style?: PressableProps['style'];
}

const INK: Record<ButtonKind, keyof Palette> = {
  primary: 'onAccent',
  secondary: 'text',
  quiet: 'accent',
  danger: 'danger',
  on: 'onAccentSoft',
  onSpot: 'onSpotSoft',
};

/** A button with words, and perhaps a picture before them. */
export function Button(props: ButtonProps): ReactElement {
  const { label, onPress, kind = 'primary', icon, isBusy = false, isDisabled = false } = props;
  const styles = useStyles();
  const ink = INK[kind];
  return (
    <Pressable
      role="button"
      aria-label={props.spoken ?? label}
      aria-busy={isBusy}
      aria-disabled={isDisabled || isBusy}
      {...(props.isOn !== undefined && ({ 'aria-pressed': props.isOn } as object))}
      accessibilityHint={props.accessibilityHint}
      disabled={isDisabled || isBusy}
      onPress={onPress}
      style={(state) => [
        styles.base,
        props.isCompact && styles.compact,
        styles[kind],
        (state.pressed || isHovered(state)) && styles[`${kind}Active`],
        isDisabled && styles.disabled,
        typeof props.style === 'function' ? props.style(state) : props.style,
      ]}
    >
      <ButtonFace label={label} icon={icon} ink={ink} isBusy={isBusy} />
    </Pressable>
  );
}

interface ButtonFaceProps {
  readonly label: string;
  readonly icon: LucideIcon | undefined;
  readonly ink: keyof Palette;
  readonly isBusy: boolean;
}

function ButtonFace({ label, icon, ink, isBusy }: ButtonFaceProps): ReactElement {
  const palette = usePalette();
  const styles = useStyles();
  return (
    <View style={styles.face}>
      {isBusy ? (
        <ActivityIndicator size="small" color={palette[ink]} />
      ) : (
        icon !== undefined && <Icon of={icon} size={18} color={ink} />
      )}
      <Copy weight="strong" numberOfLines={1} style={{ color: palette[ink] }}>
        {label}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  base: {
    minHeight: 48,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: 'transparent',
    paddingHorizontal: space.lg - 2,
    alignItems: 'center',
    justifyContent: 'center',
  },
  compact: { minHeight: TARGET_MIN_SIZE, paddingHorizontal: space.md },
  face: { flexDirection: 'row', alignItems: 'center', gap: space.xs },
  disabled: { opacity: 0.5 },
  primary: { backgroundColor: palette.accent },
  primaryActive: { backgroundColor: palette.accentHover },
  secondary: { backgroundColor: palette.surface, borderColor: palette.lineStrong },
  secondaryActive: { backgroundColor: palette.sunken },
  quiet: { backgroundColor: 'transparent' },
  quietActive: { backgroundColor: palette.accentSoft },
  danger: { backgroundColor: 'transparent', borderColor: palette.danger },
  dangerActive: { backgroundColor: palette.dangerSoft },
  on: { backgroundColor: palette.accentSoft, borderColor: palette.accent },
  onActive: { backgroundColor: palette.sunken },
  onSpot: { backgroundColor: palette.spotSoft, borderColor: palette.spot },
  onSpotActive: { backgroundColor: palette.sunken },
}));
