import ChevronRight from 'lucide-react-native/icons/chevron-right';
import Megaphone from 'lucide-react-native/icons/megaphone';
import X from 'lucide-react-native/icons/x';
import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { MessageBody } from '@/components/chat/MessageBody';
import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';
import type { RoomAnnouncement } from '@/lib/event-room';

import { timeWords } from './announcement-words';
import { dismissedAnnouncements, useUndismissed } from './dismissed';
import { useCurrent } from './use-current';
import { type OnSeen, useSighting } from './use-sighting';

interface AnnouncementBannerProps {
  readonly announcements: readonly RoomAnnouncement[];
  /** Told of each that is on a screen that somebody looks at. */
  readonly onSeen: OnSeen;
}

/** Above the chat: what the organisers announce, the newest first, one at a time. */
export function AnnouncementBanner(props: AnnouncementBannerProps): ReactElement | null {
  const { announcements, onSeen } = props;
  const left = useUndismissed(useCurrent(announcements)).toReversed();
  const [turn, setTurn] = useState(0);
  const index = left.length === 0 ? 0 : turn % left.length;
  const shown = left[index];
  useSighting(shown, onSeen);
  const styles = useStyles();
  if (shown === undefined) return null;
  const place = left.length === 1 ? '' : `${index + 1} of ${left.length}`;
  return (
    <View role="region" aria-label="Announcements" style={styles.bar}>
      <Icon of={Megaphone} size={18} color="onSpotSoft" />
      <View role="status" style={styles.words}>
        <Copy size="tiny" weight="strong" style={styles.ink}>
          {headOf(shown, place)}
        </Copy>
        <MessageBody content={shown.content} isOwn={false} />
      </View>
      {left.length > 1 && (
        <IconButton
          label="Next announcement"
          icon={ChevronRight}
          color="muted"
          onPress={() => setTurn(index + 1)}
        />
      )}
      <IconButton
        label="Dismiss announcement"
        icon={X}
        color="muted"
        onPress={() => dismissedAnnouncements.dismiss(shown)}
      />
    </View>
  );
}

const headOf = ({ untilMs }: RoomAnnouncement, place: string): string =>
  [
    'Announcement',
    ...(place === '' ? [] : [place]),
    ...(untilMs === null ? [] : [`until ${timeWords(new Date(untilMs))}`]),
  ].join(' · ');

const useStyles = createStyles((palette) => ({
  bar: {
    flexDirection: 'row',
    alignItems: 'flex-start',
    gap: space.sm,
    paddingLeft: space.md,
    paddingRight: space.xs,
    paddingVertical: space.sm,
    borderBottomWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.spotSoft,
  },
  words: { flex: 1, minWidth: 0 },
  ink: { color: palette.onSpotSoft },
}));
