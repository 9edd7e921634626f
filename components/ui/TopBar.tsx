import { type Href, Link, router } from 'expo-router';
import ArrowLeft from 'lucide-react-native/icons/arrow-left';
import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';

import { IconButton } from './IconButton';
import { Logo } from './Logo';
import { createStyles } from './theme';
import { PAGE_MAX_WIDTH, space } from './tokens';

interface TopBarProps {
  /** Where the back button leads when nothing lies behind; without it the logo stands there. */
  readonly backTo?: Href;
  readonly middle?: ReactNode;
  readonly children?: ReactNode;
  readonly isFullWidth?: boolean;
}

/** The bar at the top of every page. */
export function TopBar({ backTo, middle, children, isFullWidth }: TopBarProps): ReactElement {
  const styles = useStyles();
  const insets = useSafeAreaInsets();
  return (
    <View role="banner" style={[styles.bar, { paddingTop: insets.top }]}>
      <View style={[styles.row, isFullWidth === true && styles.full]}>
        {backTo === undefined ? (
          <Link href="/" aria-label="Hallway, to the start" style={styles.logo}>
            <Logo size={28} />
          </Link>
        ) : (
          <IconButton
            label="Back"
            icon={ArrowLeft}
            onPress={() => (router.canGoBack() ? router.back() : router.replace(backTo))}
          />
        )}
        <View style={styles.middle}>{middle}</View>
        <View style={styles.actions}>{children}</View>
      </View>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  bar: {
    backgroundColor: palette.surface,
    borderBottomWidth: 1,
    borderColor: palette.line,
    zIndex: 1,
  },
  row: {
    height: 64,
    width: '100%',
    maxWidth: PAGE_MAX_WIDTH + 2 * space.lg,
    marginHorizontal: 'auto',
    paddingHorizontal: space.md,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
  },
  full: { maxWidth: '100%' },
  logo: { paddingVertical: 8, paddingHorizontal: 4, borderRadius: 8 },
  middle: { flex: 1, minWidth: 0 },
  actions: { flexDirection: 'row', alignItems: 'center', gap: space.xs },
}));
