import { type ReactElement, useState } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Panel } from '@/components/ui/Panel';
import { PeopleList } from '@/components/ui/PeopleList';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';
import type { EventRoomView } from '@/hooks/useEventRoom';

import type { ChatMessage } from './chat-rows';
import { reactionWords } from './reaction-words';

interface ReactorsProps {
  readonly message: ChatMessage;
  /** The one that is shown first. */
  readonly emoji: string;
  readonly listReactors: EventRoomView['listReactors'];
  readonly onClose: () => void;
}

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
      <PeopleList key={emoji} ask={() => listReactors(message.id ?? '', emoji)} count={count} />
    </Panel>
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
}));
