import type { LucideIcon } from 'lucide-react-native';
import CircleAlert from 'lucide-react-native/icons/circle-alert';
import Info from 'lucide-react-native/icons/info';
import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';

import { Copy } from './Copy';
import { Icon } from './Icon';
import { createStyles, usePalette } from './theme';
import { radius, space } from './tokens';

interface NoticeProps {
  readonly tone: 'info' | 'spot' | 'danger';
  readonly text: string;
  readonly icon?: LucideIcon;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

const INK = { info: 'onAccentSoft', spot: 'onSpotSoft', danger: 'onDangerSoft' } as const;

/** A sentence that a person must not miss; read out when it appears. */
export function Notice({ tone, text, icon, children }: NoticeProps): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  return (
    <View role={tone === 'danger' ? 'alert' : 'status'} style={[styles.base, styles[tone]]}>
      <Icon of={icon ?? (tone === 'danger' ? CircleAlert : Info)} size={18} color={INK[tone]} />
      <Copy size="small" weight="medium" style={{ color: palette[INK[tone]], flex: 1 }}>
        {text}
      </Copy>
      {children}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  base: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.sm,
    paddingHorizontal: space.md,
    paddingVertical: space.sm,
    borderRadius: radius.md,
  },
  info: { backgroundColor: palette.accentSoft },
  spot: { backgroundColor: palette.spotSoft },
  danger: { backgroundColor: palette.dangerSoft },
}));
