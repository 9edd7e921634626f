import type { ReactElement } from 'react';
import { ActivityIndicator, View } from 'react-native';

import { Copy } from './Copy';
import { usePalette } from './theme';
import { space } from './tokens';

/** Shown while something is on its way; its words are read out. */
export function Loading({ label = 'Loading…' }: { readonly label?: string }): ReactElement {
  const palette = usePalette();
  return (
    <View
      role="status"
      style={{
        flexGrow: 1,
        alignItems: 'center',
        justifyContent: 'center',
        gap: space.sm,
        padding: space.xl,
      }}
    >
      <ActivityIndicator color={palette.accent} />
      <Copy size="small" tone="muted">
        {label}
      </Copy>
    </View>
  );
}
