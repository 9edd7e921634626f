import { router } from 'expo-router';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { momentWords } from '@/components/chat/day-words';
import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { SearchResult } from '@/protocol/search';

import { resultParts } from './result-parts';

interface ResultRowProps {
  readonly result: SearchResult;
  /** Whether it says in which event it was written. */
  readonly isEventShown: boolean;
}

/** A message that was found; all of it leads to its place in the chat. */
export function ResultRow({ result, isEventShown }: ResultRowProps): ReactElement {
  const styles = useStyles();
  const { message, eventTitle } = result;
  const { userId, userName, userImage, createdAt } = message;
  const when = momentWords(new Date(createdAt));
  return (
    <View role="listitem">
      <Pressable
        role="link"
        aria-label={`${userName}, ${when}: ${message.content}`}
        onPress={() => openInChat(result)}
        style={(state) => [styles.row, (state.pressed || isHovered(state)) && styles.active]}
      >
        <Avatar userId={userId} name={userName} image={userImage} size={38} />
        <View style={styles.words}>
          <View style={styles.head}>
            <Copy size="small" weight="strong" numberOfLines={1} style={styles.name}>
              {userName}
            </Copy>
            <Copy size="tiny" tone="muted">
              {when}
            </Copy>
          </View>
          <Copy style={{ overflowWrap: 'anywhere' } as object}>
            {resultParts(result).map(({ text, isFound }, index) =>
              isFound ? (
                <Copy key={index} weight="strong" style={styles.found}>
                  {text}
                </Copy>
              ) : (
                text
              ),
            )}
          </Copy>
          {isEventShown && (
            <Copy size="tiny" tone="muted" numberOfLines={1}>
              in {eventTitle}
            </Copy>
          )}
        </View>
      </Pressable>
    </View>
  );
}

const openInChat = ({ message: { id, eventId, seq } }: SearchResult): void =>
  router.push({
    pathname: '/events/[eventId]/chat',
    params: { eventId, message: id, ...(seq !== undefined && { at: String(seq) }) },
  });

const useStyles = createStyles((palette) => ({
  row: {
    flexDirection: 'row',
    gap: space.sm,
    padding: space.md,
    borderRadius: radius.lg,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowLow,
  },
  active: { borderColor: palette.accent },
  words: { flex: 1, minWidth: 0, gap: 3 },
  head: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'baseline', columnGap: space.xs },
  name: { flexShrink: 1 },
  found: { backgroundColor: palette.spotSoft, color: palette.onSpotSoft },
}));
