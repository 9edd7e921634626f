import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';

import { dayWords } from './day-words';

/** The day that the messages below are of. */
export function DaySeparator({ date }: { readonly date: Date }): ReactElement {
  const styles = useStyles();
  return (
    <View role="separator" aria-label={dayWords(date)} style={styles.row}>
      <View style={styles.chip}>
        <Copy size="tiny" weight="strong" tone="muted">
          {dayWords(date)}
        </Copy>
      </View>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  row: { alignItems: 'center', paddingTop: space.lg, paddingBottom: space.xs },
  chip: {
    paddingHorizontal: space.sm,
    paddingVertical: space.xxs,
    borderRadius: radius.full,
    backgroundColor: palette.sunken,
  },
}));
