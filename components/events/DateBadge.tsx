import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { displayFont } from '@/components/ui/fonts';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';
import type { Event } from '@/protocol/rest';

import { dayBadge } from './event-time';

/** The day of an event as a leaf of a calendar. The words beside it say the same. */
export function DateBadge({ event }: { readonly event: Event }): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  const { month, day } = dayBadge(event);
  return (
    <View aria-hidden style={styles.leaf}>
      <View style={styles.month}>
        <Copy size="tiny" weight="heavy" style={[styles.caps, { color: palette.onSpot }]}>
          {month}
        </Copy>
      </View>
      <Copy weight="heavy" style={[displayFont, styles.day]}>
        {day}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  leaf: {
    width: 58,
    height: 66,
    borderRadius: radius.md,
    backgroundColor: palette.surface,
    borderWidth: 1,
    borderColor: palette.line,
    alignItems: 'center',
    overflow: 'hidden',
  },
  month: {
    alignSelf: 'stretch',
    alignItems: 'center',
    paddingVertical: 3,
    backgroundColor: palette.spot,
  },
  caps: { textTransform: 'uppercase', letterSpacing: 0.8 },
  day: { fontSize: 24, lineHeight: 40, letterSpacing: -0.5 },
}));
