import type { ReactElement } from 'react';
import { Pressable, type StyleProp, type ViewStyle } from 'react-native';

interface BackdropProps {
  readonly style: StyleProp<ViewStyle>;
  readonly onPress: () => void;
}

/** What lies beside a dialog, a menu or a sheet: a press on it closes that. No keyboard and no screen reader comes to it. */
export const Backdrop = ({ style, onPress }: BackdropProps): ReactElement => (
  <Pressable aria-hidden tabIndex={-1} focusable={false} style={style} onPress={onPress} />
);
