import { memo, type ReactElement } from 'react';
import { View } from 'react-native';

import { filesWords } from '@/components/files/file-words';
import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import type { Rect } from '@/components/ui/menu-place';
import { space } from '@/components/ui/tokens';

import type { ChatMessage, ChatRow } from './chat-rows';
import { clockWords, momentWords } from './day-words';
import { type DeliveryActions, DeliveryLine } from './DeliveryLine';
import { MessageBubble } from './MessageBubble';
import { MessageTime } from './MessageTime';
import { type ReactionActions, ReactionChips } from './ReactionChips';

export interface MessageActions extends DeliveryActions, ReactionActions {
  /** `place`: what the menu belongs to, in the window. */
  readonly onShowActions: (message: ChatMessage, place: Rect) => void;
  readonly onReply: (message: ChatMessage) => void;
}

interface MessageRowProps extends MessageActions {
  readonly row: Extract<ChatRow, { type: 'message' }>;
  /** Whether its menu is open or its words are being changed. */
  readonly isMarked: boolean;
  /** Whether Tab comes to its menu; arrow keys come to those of the others. */
  readonly isTabStop: boolean;
}

const AVATAR_SIZE = 34;

/** One message: one's own on the right, others' on the left with who wrote them. Drawn again only with another row. */
export const MessageRow = memo(MessageRowView);

function MessageRowView(props: MessageRowProps): ReactElement {
  const { row, isMarked, isTabStop, onShowActions, onReply, onRetry, onDiscard } = props;
  const { onReact, onShowReactors } = props;
  const { message, isOwn, startsGroup, endsGroup } = row;
  const styles = useStyles();
  return (
    <View
      role="article"
      aria-label={labelOf(row)}
      style={[styles.row, isOwn && styles.rowOwn, startsGroup && styles.rowFirst]}
    >
      {!isOwn && <AuthorPicture row={row} />}
      <View style={[styles.stack, isOwn && styles.stackOwn]}>
        {startsGroup && !isOwn && <AuthorLine row={row} />}
        <MessageBubble
          row={row}
          isMarked={isMarked}
          isTabStop={isTabStop}
          onShowActions={onShowActions}
          onReply={onReply}
        />
        <ReactionChips message={message} onReact={onReact} onShowReactors={onShowReactors} />
        {(isOwn || !startsGroup) && (
          <DeliveryLine
            message={message}
            isTimeShown={isOwn && endsGroup}
            onRetry={onRetry}
            onDiscard={onDiscard}
          />
        )}
      </View>
    </View>
  );
}

function labelOf({ message, isOwn }: MessageRowProps['row']): string {
  const author = isOwn ? 'You' : message.userName;
  const unsent = message.delivery.state === 'sent' ? '' : ', not sent yet';
  const { editedAt } = message;
  const edited = editedAt === undefined ? '' : `, edited ${momentWords(editedAt)}`;
  const files = message.files.length === 0 ? '' : `, ${filesWords(message.files)}`;
  return `${author}, ${clockWords(message.createdAt)}${files}${edited}${unsent}`;
}

type PartProps = Pick<MessageRowProps, 'row'>;

function AuthorPicture({ row: { message, startsGroup } }: PartProps): ReactElement {
  const { userId, userName, userImage } = message;
  const picture = { userId, name: userName, image: userImage };
  return (
    <View style={{ width: AVATAR_SIZE }}>
      {startsGroup && <Avatar {...picture} size={AVATAR_SIZE} />}
    </View>
  );
}

function AuthorLine({ row: { message } }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <View style={styles.head}>
      <Copy size="small" weight="strong" numberOfLines={1} style={styles.name}>
        {message.userName}
      </Copy>
      <MessageTime message={message} isTimeShown />
    </View>
  );
}

const useStyles = createStyles(() => ({
  row: { flexDirection: 'row', gap: space.xs, paddingHorizontal: space.md, paddingTop: 3 },
  rowOwn: { justifyContent: 'flex-end' },
  rowFirst: { paddingTop: space.sm },
  stack: { maxWidth: '82%', alignItems: 'flex-start', flexShrink: 1 },
  stackOwn: { alignItems: 'flex-end' },
  head: { flexDirection: 'row', alignItems: 'baseline', gap: space.xs, paddingBottom: 4 },
  name: { flexShrink: 1, paddingLeft: 2 },
}));
