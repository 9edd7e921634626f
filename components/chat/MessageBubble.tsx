import { type ReactElement, useRef } from 'react';
import { View } from 'react-native';

import { PollCard } from '@/components/polls/PollCard';
import { PinMark } from '@/components/pins/PinMark';
import { MessageFiles } from '@/components/files/MessageFiles';
import { isOfOneself } from '@/components/mentions/mention-text';
import { useOneself } from '@/components/mentions/mentioned-oneself';
import type { Rect } from '@/components/ui/menu-place';
import { createStyles } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';
import { bothTouches } from '@/components/ui/touch-place';
import { useLongPress } from '@/components/ui/use-long-press';
import { useSwipe } from '@/components/ui/use-swipe';

import type { ChatMessage, ChatRow } from './chat-rows';
import { DeletedMessage } from './DeletedMessage';
import { isEmojiOnly } from './message-text';
import { MessageBody } from './MessageBody';
import { MoreButton } from './MoreButton';
import { PreviewCard } from './PreviewCard';
import { Quote } from './Quote';
import { SwipedBubble } from './SwipedBubble';

interface MessageBubbleProps {
  readonly row: Extract<ChatRow, { type: 'message' }>;
  /** Whether its menu is open or its words are being changed. */
  readonly isMarked: boolean;
  readonly isTabStop: boolean;
  /** `place`: what its menu belongs to, in the window. */
  readonly onShowActions: (message: ChatMessage, place: Rect) => void;
  readonly onReply: (message: ChatMessage) => void;
}

/** A message's words on their ground; a long press, or the button beside it, opens its menu. */
export function MessageBubble(props: MessageBubbleProps): ReactElement {
  const { row, isMarked, isTabStop, onShowActions, onReply } = props;
  const { message, isOwn } = row;
  const styles = useStyles();
  const bubble = useRef<View>(null);
  const show = (from: View | null) =>
    from?.measureInWindow((x, y, width, height) => onShowActions(message, { x, y, width, height }));
  const longPress = useLongPress(() => show(bubble.current));
  const swipe = useSwipe(message.id === null ? null : () => onReply(message));
  const ground = useGround(row);
  if (message.isDeleted) return <DeletedMessage style={ground.outline} />;
  return (
    <SwipedBubble offset={swipe.offset}>
      <View
        ref={bubble}
        {...longPress}
        {...bothTouches(longPress, swipe.touches)}
        {...({ dataSet: { longPress: '' } } as object)}
        style={[
          hasGround(message) && ground.filled,
          message.files.length > 0 && styles.withFiles,
          message.delivery.state !== 'sent' && styles.unsent,
          isMarked && styles.marked,
        ]}
      >
        <Said row={row} onShowActions={() => show(bubble.current)} />
        {message.preview !== undefined && <PreviewCard preview={message.preview} />}
      </View>
      <PinMark messageId={message.id} isOwn={isOwn} />
      <MoreButton isTabStop={isTabStop} isOpen={isMarked} isOwn={isOwn} onPress={show} />
    </SwipedBubble>
  );
}

interface SaidProps extends Pick<MessageBubbleProps, 'row'> {
  readonly onShowActions: () => void;
}

/** What it answers, what it brings, and its words, or the poll that it asks. */
function Said({ row: { message, isOwn }, onShowActions }: SaidProps): ReactElement {
  const styles = useStyles();
  const { replyTo, files, content, mentions, poll, id, userId } = message;
  const bringsFiles = files.length > 0;
  return (
    <>
      {replyTo !== undefined && <Quote of={replyTo} isOwn={isOwn} />}
      {bringsFiles && <MessageFiles message={message} isOwn={isOwn} />}
      {poll !== undefined && (
        <PollCard poll={poll} messageId={id} authorId={userId} isOwn={isOwn} />
      )}
      {poll === undefined && content !== '' && (
        <View style={bringsFiles && styles.caption}>
          <MessageBody {...{ content, mentions, isOwn, onShowActions }} />
        </View>
      )}
    </>
  );
}

/** What a message stands on. */
function useGround(row: MessageBubbleProps['row']) {
  const { isOwn, endsGroup } = row;
  const styles = useStyles();
  const isForOneself = useIsForOneself(row);
  const tail = endsGroup && (isOwn ? styles.tailOwn : styles.tailOther);
  const ground = isOwn ? styles.bubbleOwn : styles.bubbleOther;
  return {
    outline: [styles.bubble, tail],
    filled: [styles.bubble, ground, tail, isForOneself && styles.forOneself],
  };
}

/** Whether somebody else's message mentions who reads it. */
function useIsForOneself({ message, isOwn }: MessageBubbleProps['row']): boolean {
  const oneself = useOneself();
  return !isOwn && message.mentions?.some((mention) => isOfOneself(mention, oneself)) === true;
}

/** Emoji alone stand large, and by themselves; what brings files is framed by it. */
const hasGround = ({ content, replyTo, files }: ChatMessage): boolean =>
  replyTo !== undefined || files.length > 0 || !isEmojiOnly(content);

const useStyles = createStyles((palette) => ({
  bubble: { paddingHorizontal: 14, paddingVertical: 9, borderRadius: radius.lg, maxWidth: 620 },
  bubbleOwn: { backgroundColor: palette.bubbleOwn },
  bubbleOther: { backgroundColor: palette.bubble, boxShadow: palette.shadowLow },
  tailOwn: { borderBottomRightRadius: 6 },
  tailOther: { borderBottomLeftRadius: 6 },
  unsent: { opacity: 0.72 },
  withFiles: { paddingHorizontal: 4, paddingVertical: 4 },
  caption: { maxWidth: 340, paddingHorizontal: 10, paddingTop: 6, paddingBottom: 4 },
  forOneself: { boxShadow: `inset 3px 0 0 ${palette.spot}` },
  marked: { boxShadow: `inset 0 0 0 2px ${palette.spot}` },
}));
