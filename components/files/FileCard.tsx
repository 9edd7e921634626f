import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';

interface FileCardProps {
  readonly name: string;
  /** Below the name. */
  readonly about: ReactNode;
  readonly width: number;
  readonly isOwn: boolean;
  /** Before the name. */
  readonly lead: ReactNode;
  /** After it. */
  readonly end?: ReactNode;
}

/** A file that is no picture, in a line of its message. */
export function FileCard(props: FileCardProps): ReactElement {
  const { name, about, width, isOwn, lead, end } = props;
  const styles = useStyles();
  const { text, onBubbleOwn } = usePalette();
  return (
    <View style={[styles.card, isOwn && styles.own, { width }]}>
      {lead}
      <View style={styles.words}>
        <Copy
          size="small"
          weight="strong"
          numberOfLines={1}
          style={{ color: isOwn ? onBubbleOwn : text }}
        >
          {name}
        </Copy>
        {about}
      </View>
      {end}
    </View>
  );
}

/** The second line of a card. */
export function CardWords({
  isOwn,
  children,
}: {
  readonly isOwn: boolean;
  readonly children: string;
}) {
  const { muted, onBubbleOwnMuted } = usePalette();
  return (
    <Copy size="tiny" numberOfLines={1} style={{ color: isOwn ? onBubbleOwnMuted : muted }}>
      {children}
    </Copy>
  );
}

const useStyles = createStyles((palette) => ({
  card: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.sm,
    padding: space.xs,
    borderRadius: radius.md,
    backgroundColor: palette.sunken,
  },
  own: { backgroundColor: 'rgba(0, 0, 0, 0.16)' },
  words: { flex: 1, minWidth: 0, gap: 2 },
}));
