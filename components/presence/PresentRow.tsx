import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { PresentPerson } from '@/protocol/wire';

interface PresentRowProps {
  readonly person: PresentPerson;
  readonly isOneself: boolean;
}

/** Somebody who is here: a full dot, or away: a ring. The words beside it say the same. */
export function PresentRow({ person, isOneself }: PresentRowProps): ReactElement {
  const { userId, userName, userImage, isAway = false } = person;
  const styles = useStyles();
  return (
    <View role="listitem" style={styles.row}>
      <View style={isAway && styles.faint}>
        <Avatar userId={userId} name={userName} image={userImage} />
      </View>
      <View aria-hidden style={[styles.dot, isAway && styles.ring]} />
      <View style={styles.words}>
        <Copy weight="medium" numberOfLines={1}>
          {isOneself ? `${userName} (you)` : userName}
        </Copy>
        {isAway && (
          <Copy size="tiny" tone="muted">
            Away
          </Copy>
        )}
      </View>
    </View>
  );
}

const DOT_SIZE = 14;

const useStyles = createStyles((palette) => ({
  row: { flexDirection: 'row', alignItems: 'center', gap: space.sm, minHeight: 52 },
  faint: { opacity: 0.55 },
  dot: {
    position: 'absolute',
    left: 28,
    bottom: 6,
    width: DOT_SIZE,
    height: DOT_SIZE,
    borderRadius: radius.full,
    borderWidth: 2,
    borderColor: palette.surface,
    backgroundColor: palette.accent,
  },
  ring: { borderWidth: 3, borderColor: palette.lineStrong, backgroundColor: palette.surface },
  words: { flex: 1, minWidth: 0 },
}));
