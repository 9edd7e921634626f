import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { createStyles } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';
import type { PresentPerson } from '@/protocol/wire';

const FACES_MAX = 4;
const FACE_SIZE = 28;

/** The first of some people, each a little over the one before. */
export function Faces({ people }: { readonly people: readonly PresentPerson[] }): ReactElement {
  const styles = useStyles();
  return (
    <View aria-hidden style={styles.row}>
      {people.slice(0, FACES_MAX).map(({ userId, userName, userImage, isAway }, index) => (
        <View
          key={userId}
          style={[styles.face, index > 0 && styles.further, isAway === true && styles.away]}
        >
          <Avatar userId={userId} name={userName} image={userImage} size={FACE_SIZE} />
        </View>
      ))}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  row: { flexDirection: 'row', alignItems: 'center' },
  face: { borderWidth: 2, borderColor: palette.surface, borderRadius: radius.full },
  further: { marginLeft: -10 },
  away: { opacity: 0.55 },
}));
