import Ban from 'lucide-react-native/icons/ban';
import type { ReactElement } from 'react';
import { type StyleProp, View, type ViewStyle } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';

/** Stands in the place of a message whose words are gone. */
export function DeletedMessage({ style }: { readonly style: StyleProp<ViewStyle> }): ReactElement {
  const styles = useStyles();
  return (
    <View style={[style, styles.place]}>
      <Icon of={Ban} size={14} color="muted" />
      <Copy size="small" tone="muted" style={styles.words}>
        This message was deleted.
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  place: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: 6,
    borderWidth: 1,
    borderColor: palette.line,
  },
  words: { fontStyle: 'italic', flexShrink: 1 },
}));
