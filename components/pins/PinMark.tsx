import Pin from 'lucide-react-native/icons/pin';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';

import { useIsPinned } from './pinned-context';

interface PinMarkProps {
  readonly messageId: string | null;
  /** Whether its message stands at the right edge. */
  readonly isOwn: boolean;
}

const SIZE = 22;

/** At a corner of a message that is pinned. */
export function PinMark({ messageId, isOwn }: PinMarkProps): ReactElement | null {
  const styles = useStyles();
  if (!useIsPinned(messageId)) return null;
  return (
    <View
      role="img"
      aria-label="Pinned"
      style={[styles.mark, isOwn ? styles.ofOwn : styles.ofOthers]}
    >
      <Icon of={Pin} size={13} color="onAccentSoft" />
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  mark: {
    position: 'absolute',
    top: -8,
    width: SIZE,
    height: SIZE,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.full,
    borderWidth: 2,
    borderColor: palette.page,
    backgroundColor: palette.accentSoft,
    pointerEvents: 'none',
  },
  ofOwn: { left: -8 },
  ofOthers: { right: -8 },
}));
