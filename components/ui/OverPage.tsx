import type { ReactElement, ReactNode } from 'react';
import { View, type StyleProp, type ViewStyle } from 'react-native';

import { Backdrop } from './Backdrop';
import { BottomSheet } from './BottomSheet';
import { ModalLayer } from './ModalLayer';
import { createStyles } from './theme';
import { radius, space } from './tokens';
import { useWide } from './use-wide';

interface OverPageProps {
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  /** Whether it fades in where it is in the middle. */
  readonly isFading?: boolean;
  /** Of the box in the middle. */
  readonly boxStyle: StyleProp<ViewStyle>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** In front of the page: in the middle of a wide screen, from below on a phone. Drawing it opens it. */
export function OverPage(props: OverPageProps): ReactElement {
  const { isFading = false, boxStyle, onClose, children, ...named } = props;
  const isWide = useWide();
  const styles = useStyles();
  return (
    <ModalLayer visible isFading={isFading && isWide} onRequestClose={onClose} {...named}>
      {isWide ? (
        <View style={styles.ground}>
          <Backdrop style={styles.beside} onPress={onClose} />
          <View style={[styles.box, boxStyle]}>{children}</View>
        </View>
      ) : (
        <BottomSheet onClose={onClose}>{children}</BottomSheet>
      )}
    </ModalLayer>
  );
}

const useStyles = createStyles((palette) => ({
  ground: { flex: 1, alignItems: 'center', justifyContent: 'center', padding: space.md },
  beside: { position: 'absolute', inset: 0, backgroundColor: palette.overlay, cursor: 'auto' },
  box: {
    borderRadius: radius.xl,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
}));
