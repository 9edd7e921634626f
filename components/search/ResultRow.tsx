import { router } from 'expo-router';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { momentWords } from '@/components/chat/day-words';
import { saidWords } from '@/components/files/file-words';
import { ResultFiles } from '@/components/files/ResultFiles';
import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { SearchResult } from '@/protocol/search';
import type { Attachment } from '@/protocol/wire';

import { resultParts } from './result-parts';

interface ResultRowProps {
  readonly result: SearchResult;
  /** Whether it says in which event it was written. */
  readonly isEventShown: boolean;
  /** Whether it was not read yet. */
  readonly isNew?: boolean;
}

/** A message that was found; all of it leads to its place in the chat. */
export function ResultRow({ result, isEventShown, isNew = false }: ResultRowProps): ReactElement {
  const styles = useStyles();
  const { message, eventTitle } = result;
  const { userId, userName, userImage, createdAt, attachments = NONE } = message;
  const when = momentWords(new Date(createdAt));
  return (
    <View role="listitem">
      <Pressable
        role="link"
        aria-label={`${isNew ? 'New. ' : ''}${userName}, ${when}: ${saidWords(message.content, attachments)}`}
        onPress={() => openInChat(result)}
        style={(state) => [
          styles.row,
          isNew && styles.isNew,
          (state.pressed || isHovered(state)) && styles.active,
        ]}
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
          {message.content !== '' && <FoundWords result={result} />}
          {attachments.length > 0 && <ResultFiles eventId={message.eventId} files={attachments} />}
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

const NONE: readonly Attachment[] = [];

/** What it says, with what was found in it marked. */
function FoundWords({ result }: Pick<ResultRowProps, 'result'>): ReactElement {
  const styles = useStyles();
  return (
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
  isNew: { borderLeftWidth: 4, borderLeftColor: palette.spot },
  active: { borderColor: palette.accent },
  words: { flex: 1, minWidth: 0, gap: 3 },
  head: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'baseline', columnGap: space.xs },
  name: { flexShrink: 1 },
  found: { backgroundColor: palette.spotSoft, color: palette.onSpotSoft },
}));
