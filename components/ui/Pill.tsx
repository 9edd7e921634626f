import type { LucideIcon } from 'lucide-react-native';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from './Copy';
import { Icon } from './Icon';
import { createStyles, usePalette } from './theme';
import { radius } from './tokens';

interface PillProps {
  readonly label: string;
  readonly tone: 'accent' | 'spot' | 'plain';
  readonly icon?: LucideIcon;
}

const INK = { accent: 'onAccentSoft', spot: 'onSpotSoft', plain: 'muted' } as const;

/** A short word about something, on a coloured ground. */
export function Pill({ label, tone, icon }: PillProps): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  return (
    <View style={[styles.base, styles[tone]]}>
      {icon !== undefined && <Icon of={icon} size={13} color={INK[tone]} />}
      <Copy size="tiny" weight="strong" style={{ color: palette[INK[tone]] }}>
        {label}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  base: {
    flexDirection: 'row',
    alignItems: 'center',
    flexShrink: 0,
    gap: 4,
    paddingHorizontal: 10,
    paddingVertical: 4,
    borderRadius: radius.full,
  },
  accent: { backgroundColor: palette.accentSoft },
  spot: { backgroundColor: palette.spotSoft },
  plain: { backgroundColor: palette.sunken },
}));
