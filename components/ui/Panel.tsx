import type { ReactElement, ReactNode } from 'react';
import { Modal, View } from 'react-native';

import { Backdrop } from './Backdrop';
import { BottomSheet } from './BottomSheet';
import { createStyles } from './theme';
import { radius, space } from './tokens';
import { useWide } from './use-wide';

interface PanelProps {
  /** What it is; read out. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const PANEL_WIDTH = 380;

/** Something to look at or to choose from: in the middle of a wide screen, from below on a phone. Drawing it opens it. */
export function Panel({ label, onClose, children }: PanelProps): ReactElement {
  const isWide = useWide();
  const styles = useStyles();
  return (
    <Modal
      visible
      transparent
      animationType="none"
      statusBarTranslucent
      onRequestClose={onClose}
      aria-label={label}
    >
      {isWide ? (
        <View style={styles.ground}>
          <Backdrop style={styles.beside} onPress={onClose} />
          <View style={styles.panel}>{children}</View>
        </View>
      ) : (
        <BottomSheet onClose={onClose}>{children}</BottomSheet>
      )}
    </Modal>
  );
}

const useStyles = createStyles((palette) => ({
  ground: { flex: 1, alignItems: 'center', justifyContent: 'center', padding: space.md },
  beside: { position: 'absolute', inset: 0, backgroundColor: palette.overlay, cursor: 'auto' },
  panel: {
    width: PANEL_WIDTH,
    maxWidth: '100%',
    gap: space.xs,
    padding: space.md,
    borderRadius: radius.xl,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
}));
