import type { ReactElement } from 'react';
import { KeyboardAvoidingView, Platform, type ViewProps } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';

/** A screen whose lower end stays above the phone's keyboard and its edge. */
export function KeyboardSafe({ style, ...rest }: ViewProps): ReactElement {
  const insets = useSafeAreaInsets();
  return (
    <KeyboardAvoidingView
      {...rest}
      behavior={Platform.OS === 'ios' ? 'padding' : 'height'}
      enabled={Platform.OS !== 'web'}
      style={[style, { paddingBottom: insets.bottom }]}
    />
  );
}
