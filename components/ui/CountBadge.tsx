import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from './Copy';
import { createStyles, usePalette } from './theme';
import { radius } from './tokens';

/** A small number that stands out; its words are the business of what it belongs to. */
export function CountBadge({ words }: { readonly words: string }): ReactElement {
  const styles = useStyles();
  const { onAccent } = usePalette();
  return (
    <View aria-hidden style={styles.badge}>
      <Copy size="tiny" weight="strong" style={{ color: onAccent }}>
        {words}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  badge: {
    minWidth: 22,
    height: 22,
    paddingHorizontal: 7,
    borderRadius: radius.full,
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    backgroundColor: palette.accent,
  },
}));
