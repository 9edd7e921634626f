import { Link } from 'expo-router';
import MapPin from 'lucide-react-native/icons/map-pin';
import Users from 'lucide-react-native/icons/users';
import { type ReactElement, useState } from 'react';
import { Pressable, StyleSheet, View } from 'react-native';

import { Copy, Heading } from '@/components/ui/Copy';
import { CountBadge } from '@/components/ui/CountBadge';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import { useUnreadMentions } from '@/hooks/useMentions';
import { unreadWords, useUnread } from '@/hooks/useUnread';
import type { Event } from '@/protocol/rest';

import { countWords } from './count-words';
import { DateBadge } from './DateBadge';
import { whenWords } from './event-time';
import { StatusPill } from './StatusPill';

/** One event in a list; all of it leads to the event's page. */
export function EventCard({ event }: { readonly event: Event }): ReactElement {
  const styles = useStyles();
  // A link hands on plain styles only, so the state of the mouse is kept here.
  const unread = useUnread(event.id);
  const mentions = useUnreadMentions(event.id);
  const badge = unreadWords(unread);
  const calls = mentions === 0 ? '' : `, ${mentions === 1 ? 'one mentions' : 'some mention'} you`;
  const news =
    badge === null ? '' : `, ${badge} unread ${unread === 1 ? 'message' : 'messages'}${calls}`;
  const [isHovered, setIsHovered] = useState(false);
  return (
    <Link href={`/events/${event.id}`} asChild>
      <Pressable
        aria-label={`${event.title}, ${whenWords(event)}, ${countWords(event)}${news}`}
        onHoverIn={() => setIsHovered(true)}
        onHoverOut={() => setIsHovered(false)}
        style={StyleSheet.flatten([styles.card, isHovered && styles.hovered])}
      >
        <DateBadge event={event} />
        <View style={styles.words}>
          <View style={styles.head}>
            <Heading level={3} numberOfLines={2} style={styles.grow}>
              {event.title}
            </Heading>
            {mentions > 0 && <CountBadge words="@" />}
            {badge !== null && <CountBadge words={badge} />}
          </View>
          <Copy size="small" tone="muted" numberOfLines={2}>
            {whenWords(event)}
          </Copy>
          {event.place !== null && event.place !== '' && (
            <View style={styles.line}>
              <Icon of={MapPin} size={14} color="muted" />
              <Copy size="small" tone="muted" numberOfLines={1} style={styles.grow}>
                {event.place}
              </Copy>
            </View>
          )}
          <View style={styles.foot}>
            <View style={styles.line}>
              <Icon of={Users} size={14} color="muted" />
              <Copy size="small" tone="muted">
                {countWords(event)}
              </Copy>
            </View>
            <StatusPill participation={event.participation} />
          </View>
        </View>
      </Pressable>
    </Link>
  );
}

const useStyles = createStyles((palette) => ({
  card: {
    flexDirection: 'row',
    gap: space.md,
    padding: space.md,
    borderRadius: radius.lg,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowLow,
    height: '100%',
  },
  hovered: { borderColor: palette.accent, boxShadow: palette.shadowHigh },
  words: { flex: 1, minWidth: 0, gap: 3 },
  head: { flexDirection: 'row', alignItems: 'flex-start', gap: space.xs, minWidth: 0 },
  line: { flexDirection: 'row', alignItems: 'center', gap: 6, minWidth: 0 },
  grow: { flexShrink: 1 },
  foot: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: space.xs,
    marginTop: 'auto',
    paddingTop: space.xxs,
    minHeight: 28,
  },
}));
