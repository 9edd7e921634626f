import type { LucideIcon } from 'lucide-react-native';
import Clock from 'lucide-react-native/icons/clock';
import MapPin from 'lucide-react-native/icons/map-pin';
import Users from 'lucide-react-native/icons/users';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { Event } from '@/protocol/rest';

import { countWords } from './count-words';
import { whenWords } from './event-time';

interface DetailLinesProps {
  readonly event: Event;
  /** People with the chat open now; `null` where that is not known. */
  readonly onlineCount: number | null;
}

/** When, where and how many. */
export function DetailLines({ event, onlineCount }: DetailLinesProps): ReactElement {
  const online =
    onlineCount !== null && onlineCount > 0 ? ` · ${onlineCount.toLocaleString()} here now` : '';
  return (
    <View style={{ gap: space.sm }}>
      <DetailLine icon={Clock} text={whenWords(event)} />
      {event.place !== null && event.place !== '' && (
        <DetailLine icon={MapPin} text={event.place} />
      )}
      <DetailLine icon={Users} text={countWords(event) + online} isLive />
    </View>
  );
}

interface DetailLineProps {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly isLive?: boolean;
}

function DetailLine({ icon, text, isLive = false }: DetailLineProps): ReactElement {
  const styles = useStyles();
  return (
    <View style={styles.line}>
      <View style={styles.medal}>
        <Icon of={icon} size={18} color="onAccentSoft" />
      </View>
      <Copy {...(isLive && { testID: 'counts' })} style={styles.text}>
        {text}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  line: { flexDirection: 'row', alignItems: 'center', gap: space.sm },
  medal: {
    width: 36,
    height: 36,
    borderRadius: radius.full,
    backgroundColor: palette.accentSoft,
    alignItems: 'center',
    justifyContent: 'center',
  },
  text: { flex: 1, minWidth: 0 },
}));
