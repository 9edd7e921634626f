import ShieldEllipsis from 'lucide-react-native/icons/shield-ellipsis';
import Snowflake from 'lucide-react-native/icons/snowflake';
import Timer from 'lucide-react-native/icons/timer';
import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';
import type { OwnStanding } from '@/lib/event-room';

import { moderates } from './may-moderate';
import { RoomModeSheet } from './RoomModeSheet';
import { lengthOf } from './time-words';

interface RoomModeBarProps {
  readonly eventId: string;
  readonly standing: OwnStanding | null;
}

/** What the room lets people do, where that is not everything; and for who moderates, the way to change it. */
export function RoomModeBar({ eventId, standing }: RoomModeBarProps): ReactElement | null {
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  if (standing === null) return null;
  const isModerator = moderates(standing.role);
  const words = modeWords(standing);
  if (words === null && !isModerator) return null;
  return (
    <View style={styles.bar}>
      {words !== null && (
        <Icon of={standing.isFrozen ? Snowflake : Timer} size={16} color="muted" />
      )}
      <Copy size="small" tone="muted" role="status" style={{ flex: 1 }}>
        {words ?? 'Everybody can write'}
      </Copy>
      {isModerator && (
        <IconButton
          label="Moderate this chat"
          icon={ShieldEllipsis}
          color="muted"
          onPress={() => setIsOpen(true)}
        />
      )}
      {isOpen && (
        <RoomModeSheet eventId={eventId} standing={standing} onClose={() => setIsOpen(false)} />
      )}
    </View>
  );
}

function modeWords({ isFrozen, slowSeconds }: OwnStanding): string | null {
  if (isFrozen) return 'Frozen: only organisers and moderators can write';
  return slowSeconds === 0 ? null : `Slow mode: one message every ${lengthOf(slowSeconds)}`;
}

const useStyles = createStyles((palette) => ({
  bar: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    minHeight: 44,
    paddingHorizontal: space.md,
    borderBottomWidth: 1,
    borderColor: palette.line,
  },
}));
