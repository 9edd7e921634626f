import X from 'lucide-react-native/icons/x';
import { type ReactElement, type ReactNode, useId } from 'react';
import { ScrollView, StyleSheet, View } from 'react-native';

import { Heading } from './Copy';
import { IconButton } from './IconButton';
import { OverPage } from './OverPage';
import { space } from './tokens';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Several things that one may do about one thing. Drawing it opens it. */
export function Sheet({ title, onClose, children }: SheetProps): ReactElement {
  const titleId = useId();
  return (
    <OverPage aria-labelledby={titleId} isFading boxStyle={styles.box} onClose={onClose}>
      <ScrollView style={styles.scroll} contentContainerStyle={styles.content}>
        <View style={styles.head}>
          <Heading level={2} id={titleId} numberOfLines={1} style={styles.title}>
            {title}
          </Heading>
          <IconButton label="Close" icon={X} color="muted" onPress={onClose} />
        </View>
        {children}
      </ScrollView>
    </OverPage>
  );
}

const styles = StyleSheet.create({
  box: { width: '100%', maxWidth: 440, maxHeight: '90%', padding: space.sm },
  head: { flexDirection: 'row', alignItems: 'center', gap: space.sm },
  title: { flex: 1, minWidth: 0 },
  scroll: { flexGrow: 0, flexShrink: 1 },
  content: { gap: space.md, padding: space.sm },
});
