import { type ReactElement, type ReactNode, useState } from 'react';
import { Animated, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';

import { Backdrop } from './Backdrop';
import { createStyles } from './theme';
import { radius, space } from './tokens';
import { useSheetMotion } from './use-sheet-motion';

interface BottomSheetProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A sheet that comes up from the lower edge, inside of a Modal. A press beside it and a pull downwards close it. */
export function BottomSheet({ onClose, children }: BottomSheetProps): ReactElement {
  const styles = useStyles();
  const insets = useSafeAreaInsets();
  const [height, setHeight] = useState<number | null>(null);
  const { offset, shown, panHandlers } = useSheetMotion(height, onClose);
  return (
    <View style={styles.ground}>
      <Animated.View style={[styles.overlay, { opacity: shown }]}>
        <Backdrop style={styles.beside} onPress={onClose} />
      </Animated.View>
      <Animated.View
        {...panHandlers}
        onLayout={({ nativeEvent }) => setHeight(nativeEvent.layout.height)}
        style={[
          styles.sheet,
          { paddingBottom: insets.bottom + space.sm, transform: [{ translateY: offset }] },
        ]}
      >
        <View style={styles.handle} />
        {children}
      </Animated.View>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  ground: { flex: 1, justifyContent: 'flex-end', alignItems: 'center', overflow: 'hidden' },
  overlay: { position: 'absolute', inset: 0, backgroundColor: palette.overlay },
  beside: { flex: 1, cursor: 'auto' },
  sheet: {
    width: '100%',
    maxWidth: 560,
    gap: space.xs,
    paddingHorizontal: space.sm,
    paddingTop: space.xs,
    borderTopLeftRadius: radius.xl,
    borderTopRightRadius: radius.xl,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
  handle: {
    alignSelf: 'center',
    width: 40,
    height: 4,
    marginBottom: space.xxs,
    borderRadius: radius.full,
    backgroundColor: palette.lineStrong,
  },
}));
