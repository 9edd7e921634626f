import { type ReactElement, useEffect, useState } from 'react';
import { Pressable, ScrollView, View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Panel } from '@/components/ui/Panel';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';
import { useOwnScroll } from '@/components/ui/use-own-scroll';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { Reactor } from '@/protocol/wire';

import type { ChatMessage } from './chat-rows';
import { moreWords, reactionWords } from './reaction-words';

interface ReactorsProps {
  readonly message: ChatMessage;
  /** The one that is shown first. */
  readonly emoji: string;
  readonly listReactors: EventRoomView['listReactors'];
  readonly onClose: () => void;
}

const LIST_HEIGHT = 280;
/** So that few people on one tab and some on the next do not move the tabs. */
const LIST_MIN_HEIGHT = 120;
const AVATAR_SIZE = 30;

/** Who reacted to a message, one emoji at a time. */
export function Reactors(props: ReactorsProps): ReactElement {
  const { message, listReactors, onClose } = props;
  const [emoji, setEmoji] = useState(props.emoji);
  const styles = useStyles();
  const count = message.reactions.find((reaction) => reaction.emoji === emoji)?.count ?? 0;
  return (
    <Panel label="Who reacted" onClose={onClose}>
      <Copy weight="strong">Reactions</Copy>
      <View role="tablist" style={styles.kinds}>
        {message.reactions.map((reaction) => (
          <Pressable
            key={reaction.emoji}
            role="tab"
            aria-selected={reaction.emoji === emoji}
            aria-label={reactionWords(reaction)}
            onPress={() => setEmoji(reaction.emoji)}
            style={[styles.kind, reaction.emoji === emoji && styles.chosen]}
          >
            <Copy>{reaction.emoji}</Copy>
            <Copy size="small" weight="medium" tone="muted">
              {reaction.count}
            </Copy>
          </Pressable>
        ))}
      </View>
      <People
        key={emoji}
        messageId={message.id ?? ''}
        emoji={emoji}
        listReactors={listReactors}
        count={count}
      />
    </Panel>
  );
}

interface PeopleProps extends Pick<ReactorsProps, 'emoji' | 'listReactors'> {
  readonly messageId: string;
  readonly count: number;
}

type ListAnswer = Awaited<ReturnType<ReactorsProps['listReactors']>>;

function People({ messageId, emoji, listReactors, count }: PeopleProps): ReactElement {
  const styles = useStyles();
  const [answer, setAnswer] = useState<ListAnswer | null>(null);
  const ownScroll = useOwnScroll();
  useEffect(
    () => void listReactors(messageId, emoji).then(setAnswer),
    [listReactors, messageId, emoji],
  );
  if (answer === null) return <Loading label="Loading…" />;
  if (!answer.ok) return <Copy tone="danger">{answer.error.message}</Copy>;
  const more = moreWords(answer.value.length, count);
  return (
    <View {...ownScroll}>
      <ScrollView style={styles.list} tabIndex={0} contentContainerStyle={{ gap: space.xs }}>
        {answer.value.map((person) => (
          <Person key={person.userId} {...person} />
        ))}
        {more !== null && <Copy tone="muted">{more}</Copy>}
      </ScrollView>
    </View>
  );
}

function Person({ userId, userName, userImage }: Reactor): ReactElement {
  const styles = useStyles();
  return (
    <View style={styles.person}>
      <Avatar userId={userId} name={userName} image={userImage} size={AVATAR_SIZE} />
      <Copy numberOfLines={1} style={{ flexShrink: 1 }}>
        {userName}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  kinds: { flexDirection: 'row', flexWrap: 'wrap', gap: space.xxs },
  kind: {
    minHeight: TARGET_MIN_SIZE,
    minWidth: TARGET_MIN_SIZE,
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'center',
    gap: 5,
    paddingHorizontal: space.xs,
    borderRadius: radius.md,
  },
  chosen: { backgroundColor: palette.accentSoft },
  list: { minHeight: LIST_MIN_HEIGHT, maxHeight: LIST_HEIGHT },
  person: { flexDirection: 'row', alignItems: 'center', gap: space.xs },
}));
