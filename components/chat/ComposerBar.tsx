import X from 'lucide-react-native/icons/x';
import type { ComponentProps, ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';

interface ComposerBarProps {
  readonly icon: ComponentProps<typeof Icon>['of'];
  readonly title: string;
  /** Of the message that it is about. */
  readonly words: string;
  readonly cancelLabel: string;
  readonly onCancel: () => void;
}

/** Says above the composer what is typed is for. */
export function ComposerBar(props: ComposerBarProps): ReactElement {
  const { icon, title, words, cancelLabel, onCancel } = props;
  const styles = useStyles();
  return (
    <View role="status" style={styles.bar}>
      <Icon of={icon} size={18} color="accent" />
      <View style={styles.words}>
        <Copy size="small" weight="strong" tone="accent" numberOfLines={1}>
          {title}
        </Copy>
        <Copy size="small" tone="muted" numberOfLines={1}>
          {words}
        </Copy>
      </View>
      <IconButton label={cancelLabel} icon={X} color="muted" onPress={onCancel} />
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
