import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { createStyles, usePalette } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';

/** What is below came since one was here last. */
export function NewMessagesLine(): ReactElement {
  const styles = useStyles();
  const { danger } = usePalette();
  return (
    <View role="separator" aria-label="New messages" style={styles.row}>
      <View style={styles.line} />
      <Copy size="tiny" weight="strong" style={{ color: danger }}>
        New messages
      </Copy>
      <View style={styles.line} />
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  row: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.sm,
    paddingHorizontal: space.md,
    paddingTop: space.md,
    paddingBottom: space.xxs,
  },
  line: { flex: 1, height: 1, backgroundColor: palette.danger },
}));
