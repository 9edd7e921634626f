import type { ReactElement, ReactNode } from 'react';
import { KeyboardAvoidingView, Platform, ScrollView, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';

import { createStyles } from './theme';
import { PAGE_MAX_WIDTH, space } from './tokens';

interface PageProps {
  readonly bar?: ReactNode;
  readonly children: ReactNode;
  readonly maxWidth?: number;
}

/** A page that scrolls under its bar, with its content in a column in the middle. */
export function Page({ bar, children, maxWidth = PAGE_MAX_WIDTH }: PageProps): ReactElement {
  const styles = useStyles();
  const insets = useSafeAreaInsets();
  return (
    <KeyboardAvoidingView style={styles.page} enabled={Platform.OS === 'ios'} behavior="padding">
      {bar}
      <ScrollView
        style={styles.scroll}
        contentContainerStyle={{ flexGrow: 1, paddingBottom: insets.bottom + space.xxl }}
        keyboardShouldPersistTaps="handled"
      >
        <View role="main" style={[styles.column, { maxWidth: maxWidth + 2 * space.md }]}>
          {children}
        </View>
      </ScrollView>
    </KeyboardAvoidingView>
  );
}

const useStyles = createStyles((palette) => ({
  page: { flex: 1, backgroundColor: palette.page },
  scroll: { flex: 1 },
  column: {
    flexGrow: 1,
    width: '100%',
    marginHorizontal: 'auto',
    paddingHorizontal: space.md,
    paddingTop: space.lg,
    gap: space.lg,
  },
}));
