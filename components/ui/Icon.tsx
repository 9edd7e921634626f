import type { LucideIcon } from 'lucide-react-native';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import type { Palette } from './palette';
import { usePalette } from './theme';

interface IconProps {
  readonly of: LucideIcon;
  readonly size?: number;
  readonly color?: keyof Palette;
}

/** A picture beside words, which say the same: screen readers skip it. */
export function Icon({ of: Drawing, size = 20, color = 'text' }: IconProps): ReactElement {
  const palette = usePalette();
  return (
    <View aria-hidden style={{ width: size, height: size }}>
      <Drawing size={size} color={palette[color]} strokeWidth={2} />
    </View>
  );
}
