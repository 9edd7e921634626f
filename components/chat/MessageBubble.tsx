import { type ReactElement, useRef } from 'react';
import { View } from 'react-native';

import type { Rect } from '@/components/ui/menu-place';
import { createStyles } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';
import { useLongPress } from '@/components/ui/use-long-press';

import type { ChatMessage, ChatRow } from './chat-rows';
import { DeletedMessage } from './DeletedMessage';
import { isEmojiOnly } from './message-text';
import { MessageBody } from './MessageBody';
import { MoreButton } from './MoreButton';
import { Quote } from './Quote';

interface MessageBubbleProps {
  readonly row: Extract<ChatRow, { type: 'message' }>;
  /** Whether its menu is open or its words are being changed. */
  readonly isMarked: boolean;
  readonly isTabStop: boolean;
  /** `place`: what its menu belongs to, in the window. */
  readonly onShowActions: (message: ChatMessage, place: Rect) => void;
}

/** A message's words on their ground; a long press, or the button beside it, opens its menu. */
export function MessageBubble(props: MessageBubbleProps): ReactElement {
  const { row, isMarked, isTabStop, onShowActions } = props;
  const { message, isOwn, endsGroup } = row;
  const styles = useStyles();
  const bubble = useRef<View>(null);
  const show = (from: View | null) =>
    from?.measureInWindow((x, y, width, height) => onShowActions(message, { x, y, width, height }));
  const longPress = useLongPress(() => show(bubble.current));
  const tail = isOwn ? styles.tailOwn : styles.tailOther;
  if (message.isDeleted) return <DeletedMessage style={[styles.bubble, endsGroup && tail]} />;
  const ground = isOwn ? styles.bubbleOwn : styles.bubbleOther;
  return (
    <View>
      <View
        ref={bubble}
        {...longPress}
        {...({ dataSet: { longPress: '' } } as object)}
        style={[
          hasGround(message) && [styles.bubble, ground, endsGroup && tail],
          message.delivery.state !== 'sent' && styles.unsent,
          isMarked && styles.marked,
        ]}
      >
        {message.replyTo !== undefined && <Quote of={message.replyTo} isOwn={isOwn} />}
        <MessageBody
          content={message.content}
          isOwn={isOwn}
          onShowActions={() => show(bubble.current)}
        />
      </View>
      <MoreButton isTabStop={isTabStop} isOpen={isMarked} isOwn={isOwn} onPress={show} />
    </View>
  );
}

/** Emoji alone stand large, and by themselves. */
const hasGround = ({ content, replyTo }: ChatMessage): boolean =>
  replyTo !== undefined || !isEmojiOnly(content);

const useStyles = createStyles((palette) => ({
  bubble: { paddingHorizontal: 14, paddingVertical: 9, borderRadius: radius.lg, maxWidth: 620 },
  bubbleOwn: { backgroundColor: palette.bubbleOwn },
  bubbleOther: { backgroundColor: palette.bubble, boxShadow: palette.shadowLow },
  tailOwn: { borderBottomRightRadius: 6 },
  tailOther: { borderBottomLeftRadius: 6 },
  unsent: { opacity: 0.72 },
  marked: { boxShadow: `inset 0 0 0 2px ${palette.spot}` },
}));
