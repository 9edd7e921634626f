import X from 'lucide-react-native/icons/x';
import { type ReactElement, type ReactNode, useId } from 'react';
import { Modal, ScrollView, View } from 'react-native';

import { Backdrop } from './Backdrop';
import { BottomSheet } from './BottomSheet';
import { Heading } from './Copy';
import { IconButton } from './IconButton';
import { createStyles } from './theme';
import { radius, space } from './tokens';
import { useWide } from './use-wide';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Several things that one may do about one thing: from below on a phone, in the middle of a wide screen. Drawing it opens it. */
export function Sheet({ title, onClose, children }: SheetProps): ReactElement {
  const isWide = useWide();
  const styles = useStyles();
  const titleId = useId();
  const inside = (
    <ScrollView style={styles.scroll} contentContainerStyle={styles.content}>
      <View style={styles.head}>
        <Heading level={2} id={titleId} numberOfLines={1} style={styles.title}>
          {title}
        </Heading>
        <IconButton label="Close" icon={X} color="muted" onPress={onClose} />
      </View>
      {children}
    </ScrollView>
  );
  return (
    <Modal
      visible
      transparent
      animationType={isWide ? 'fade' : 'none'}
      statusBarTranslucent
      onRequestClose={onClose}
      aria-labelledby={titleId}
    >
      {isWide ? (
        <View style={styles.ground}>
          <Backdrop style={styles.beside} onPress={onClose} />
          <View style={styles.panel}>{inside}</View>
        </View>
      ) : (
        <BottomSheet onClose={onClose}>{inside}</BottomSheet>
      )}
    </Modal>
  );
}

const useStyles = createStyles((palette) => ({
  ground: { flex: 1, alignItems: 'center', justifyContent: 'center', padding: space.md },
  beside: { position: 'absolute', inset: 0, backgroundColor: palette.overlay },
  panel: {
    width: '100%',
    maxWidth: 440,
    maxHeight: '90%',
    padding: space.sm,
    borderRadius: radius.xl,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
  head: { flexDirection: 'row', alignItems: 'center', gap: space.sm },
  title: { flex: 1, minWidth: 0 },
  scroll: { flexGrow: 0, flexShrink: 1 },
  content: { gap: space.md, padding: space.sm },
}));
