import type { LucideIcon } from 'lucide-react-native';
import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';

import { Copy, Heading } from './Copy';
import { Icon } from './Icon';
import { createStyles } from './theme';
import { radius, space } from './tokens';

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly level?: 1 | 2;
  readonly children?: ReactNode;
}

/** What stands where there is nothing to show yet, and what to do next. */
export function EmptyState(props: EmptyStateProps): ReactElement {
  const { icon, title, text, level = 2, children } = props;
  const styles = useStyles();
  return (
    <View style={styles.box}>
      <View style={styles.medal}>
        <Icon of={icon} size={28} color="onAccentSoft" />
      </View>
      <Heading level={level} size="heading" style={styles.centred}>
        {title}
      </Heading>
      <Copy tone="muted" style={[styles.centred, styles.text]}>
        {text}
      </Copy>
      {children}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  box: {
    alignItems: 'center',
    gap: space.sm,
    paddingVertical: space.xxl,
    paddingHorizontal: space.lg,
  },
  medal: {
    width: 64,
    height: 64,
    borderRadius: radius.full,
    borderBottomLeftRadius: 10,
    backgroundColor: palette.accentSoft,
    alignItems: 'center',
    justifyContent: 'center',
    marginBottom: space.xs,
  },
  centred: { textAlign: 'center' },
  text: { maxWidth: 380, marginBottom: space.sm },
}));
