import { memo, type ReactElement } from 'react';
import { View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';

import type { ChatRow } from './chat-rows';
import { clockWords } from './day-words';
import { DeliveryLine, type MessageActions } from './DeliveryLine';
import { isEmojiOnly } from './message-text';
import { MessageBody } from './MessageBody';

interface MessageRowProps extends MessageActions {
  readonly row: Extract<ChatRow, { type: 'message' }>;
}

const AVATAR_SIZE = 34;

/** One message: one's own on the right, others' on the left with who wrote them. Drawn again only with another row. */
export const MessageRow = memo(MessageRowView);

function MessageRowView({ row, onRetry, onDiscard }: MessageRowProps): ReactElement {
  const { message, isOwn, startsGroup, endsGroup } = row;
  const styles = useStyles();
  return (
    <View
      role="article"
      aria-label={labelOf(row)}
      style={[styles.row, isOwn && styles.rowOwn, startsGroup && styles.rowFirst]}
    >
      {!isOwn && <View style={styles.avatar}>{startsGroup && <AuthorPicture row={row} />}</View>}
      <View style={[styles.stack, isOwn && styles.stackOwn]}>
        {startsGroup && !isOwn && <AuthorLine row={row} />}
        <Bubble row={row} />
        <DeliveryLine
          message={message}
          isTimeShown={isOwn && endsGroup}
          onRetry={onRetry}
          onDiscard={onDiscard}
        />
      </View>
    </View>
  );
}

function labelOf({ message, isOwn }: MessageRowProps['row']): string {
  const author = isOwn ? 'You' : message.userName;
  const unsent = message.delivery.state === 'sent' ? '' : ', not sent yet';
  return `${author}, ${clockWords(message.createdAt)}${unsent}`;
}

type PartProps = Pick<MessageRowProps, 'row'>;

function AuthorPicture({ row }: PartProps): ReactElement {
  const { userId, userName, userImage } = row.message;
  return <Avatar userId={userId} name={userName} image={userImage} size={AVATAR_SIZE} />;
}

function AuthorLine({ row: { message } }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <View style={styles.head}>
      <Copy size="small" weight="strong" numberOfLines={1} style={styles.name}>
        {message.userName}
      </Copy>
      <Copy size="tiny" tone="muted">
        {clockWords(message.createdAt)}
      </Copy>
    </View>
  );
}

function Bubble({ row: { message, isOwn, endsGroup } }: PartProps): ReactElement {
  const styles = useStyles();
  const isUnsent = message.delivery.state !== 'sent';
  const ground = isOwn ? styles.bubbleOwn : styles.bubbleOther;
  const tail = isOwn ? styles.tailOwn : styles.tailOther;
  return (
    <View
      style={[
        !isEmojiOnly(message.content) && [styles.bubble, ground, endsGroup && tail],
        isUnsent && styles.unsent,
      ]}
    >
      <MessageBody content={message.content} isOwn={isOwn} />
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  row: { flexDirection: 'row', gap: space.xs, paddingHorizontal: space.md, paddingTop: 3 },
  rowOwn: { justifyContent: 'flex-end' },
  rowFirst: { paddingTop: space.sm },
  avatar: { width: AVATAR_SIZE },
  stack: { maxWidth: '82%', alignItems: 'flex-start', flexShrink: 1 },
  stackOwn: { alignItems: 'flex-end' },
  head: { flexDirection: 'row', alignItems: 'baseline', gap: space.xs, paddingBottom: 4 },
  name: { flexShrink: 1, paddingLeft: 2 },
  bubble: { paddingHorizontal: 14, paddingVertical: 9, borderRadius: radius.lg, maxWidth: 620 },
  bubbleOwn: { backgroundColor: palette.bubbleOwn },
  bubbleOther: { backgroundColor: palette.bubble, boxShadow: palette.shadowLow },
  tailOwn: { borderBottomRightRadius: 6 },
  tailOther: { borderBottomLeftRadius: 6 },
  unsent: { opacity: 0.72 },
}));
