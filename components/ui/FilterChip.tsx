import type { LucideIcon } from 'lucide-react-native';
import type { ReactElement } from 'react';
import { Pressable } from 'react-native';

import { Copy } from './Copy';
import { Icon } from './Icon';
import { isHovered } from './interactive';
import { createStyles, usePalette } from './theme';
import { radius, space, TARGET_MIN_SIZE } from './tokens';

interface FilterChipProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Narrows a list down to what its label says, while it is on. */
export function FilterChip({ label, icon, isOn, onChange }: FilterChipProps): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  const ink = isOn ? 'onAccentSoft' : 'muted';
  return (
    <Pressable
      role="button"
      aria-label={label}
      aria-pressed={isOn}
      onPress={() => onChange(!isOn)}
      style={(state) => [
        styles.chip,
        (state.pressed || isHovered(state)) && styles.active,
        isOn && styles.on,
      ]}
    >
      <Icon of={icon} size={16} color={ink} />
      <Copy size="small" weight="medium" style={{ color: palette[ink] }}>
        {label}
      </Copy>
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  chip: {
    alignSelf: 'flex-start',
    minHeight: TARGET_MIN_SIZE,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.md,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
  },
  active: { borderColor: palette.accent },
  on: { borderColor: palette.accent, backgroundColor: palette.accentSoft },
}));
