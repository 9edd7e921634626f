import Pencil from 'lucide-react-native/icons/pencil';
import X from 'lucide-react-native/icons/x';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';

interface EditingBarProps {
  /** What the message says so far. */
  readonly content: string;
  readonly onCancel: () => void;
}

/** Says that what is typed changes a message that is there already. */
export function EditingBar({ content, onCancel }: EditingBarProps): ReactElement {
  const styles = useStyles();
  return (
    <View role="status" style={styles.bar}>
      <Icon of={Pencil} size={18} color="accent" />
      <View style={styles.words}>
        <Copy size="small" weight="strong" tone="accent">
          Editing your message
        </Copy>
        <Copy size="small" tone="muted" numberOfLines={1}>
          {content}
        </Copy>
      </View>
      <IconButton label="Cancel editing" icon={X} color="muted" onPress={onCancel} />
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  bar: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.sm,
    paddingLeft: space.sm,
    paddingRight: space.xxs,
    marginBottom: space.xxs,
    borderRadius: radius.md,
    backgroundColor: palette.sunken,
  },
  words: { flex: 1, minWidth: 0, paddingVertical: space.xxs },
}));
