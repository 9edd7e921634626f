import CopyIcon from 'lucide-react-native/icons/copy';
import FileClock from 'lucide-react-native/icons/file-clock';
import Link2Off from 'lucide-react-native/icons/link-2-off';
import Mail from 'lucide-react-native/icons/mail';
import Pin from 'lucide-react-native/icons/pin';
import PinOff from 'lucide-react-native/icons/pin-off';
import Pencil from 'lucide-react-native/icons/pencil';
import Reply from 'lucide-react-native/icons/reply';
import Smile from 'lucide-react-native/icons/face-slightly-smiling';
import ShieldUser from 'lucide-react-native/icons/shield-user';
import Trash from 'lucide-react-native/icons/trash';
import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { saidWords } from '@/components/files/file-words';
import { moderates } from '@/components/moderation/may-moderate';
import { ActionMenu, type MenuAction } from '@/components/ui/ActionMenu';
import { Copy } from '@/components/ui/Copy';
import type { Rect } from '@/components/ui/menu-place';
import { space } from '@/components/ui/tokens';

import type { ChatMessage } from './chat-rows';
import { type Changer, type MayChange, mayChange } from './may-change';
import { QuickReactions } from './QuickReactions';

interface MessageMenuProps {
  readonly message: ChatMessage;
  readonly place: Rect;
  readonly changer: Changer;
  readonly onCopy: (message: ChatMessage) => void;
  readonly onReact: (emoji: string, on: boolean) => void;
  readonly onPickReaction: (message: ChatMessage) => void;
  readonly onShowReactors: (message: ChatMessage, emoji: string) => void;
  readonly onReply: (message: ChatMessage) => void;
  readonly isPinned: boolean;
  readonly onPin: (message: ChatMessage, isPinned: boolean) => void;
  readonly onRemovePreview: (message: ChatMessage) => void;
  readonly onEdit: (message: ChatMessage) => void;
  readonly onDelete: (message: ChatMessage) => void;
  readonly onMarkUnread: (message: ChatMessage) => void;
  readonly onModerate: (message: ChatMessage) => void;
  readonly onShowVersions: (message: ChatMessage) => void;
  readonly onClose: () => void;
}

/** What one may do with a message. Where its time runs out meanwhile, the server says so. */
export function MessageMenu(props: MessageMenuProps): ReactElement {
  const { message, place, changer, onClose } = props;
  const [openedAt] = useState(Date.now);
  const may = mayChange(message, changer, openedAt);
  return (
    <ActionMenu
      label="Message actions"
      actions={actionsOf(props, may)}
      anchor={place}
      onClose={onClose}
      top={
        message.id !== null && (
          <QuickReactions
            message={message}
            onReact={props.onReact}
            onPick={() => props.onPickReaction(message)}
          />
        )
      }
    >
      <View style={{ paddingHorizontal: space.sm, paddingBottom: space.xxs }}>
        <Copy size="small" weight="strong" numberOfLines={1}>
          {message.userId === changer.userId ? 'You' : message.userName}
        </Copy>
        <Copy size="small" tone="muted" numberOfLines={2}>
          {saidWords(message.content, message.files)}
        </Copy>
      </View>
    </ActionMenu>
  );
}

function actionsOf(props: MessageMenuProps, may: MayChange): readonly MenuAction[] {
  const { message, changer, onCopy, onShowReactors, onEdit, onDelete, onModerate } = props;
  const isOthers = message.userId !== changer.userId;
  const [first] = message.reactions;
  const reactors = () => first && onShowReactors(message, first.emoji);
  return [
    ...(message.id !== null
      ? [{ label: 'Reply', icon: Reply, onPress: () => props.onReply(message) }]
      : []),
    ...(message.content !== ''
      ? [{ label: 'Copy text', icon: CopyIcon, onPress: () => onCopy(message) }]
      : []),
    ...(first ? [{ label: 'Who reacted', icon: Smile, onPress: reactors }] : []),
    ...(isOthers && message.seq !== null
      ? [{ label: 'Mark as unread', icon: Mail, onPress: () => props.onMarkUnread(message) }]
      : []),
    ...(may.edit ? [{ label: 'Edit', icon: Pencil, onPress: () => onEdit(message) }] : []),
    ...versionActions(props),
    ...pinActions(props),
    ...previewActions(props),
    ...(may.delete
      ? [{ label: 'Delete', icon: Trash, isDangerous: true, onPress: () => onDelete(message) }]
      : []),
    ...(moderates(changer.role) && isOthers
      ? [{ label: 'Moderate author', icon: ShieldUser, onPress: () => onModerate(message) }]
      : []),
  ];
}

const versionActions = (props: MessageMenuProps): readonly MenuAction[] => {
  const { message, changer, onShowVersions } = props;
  if (message.editedAt === undefined || !moderates(changer.role)) return [];
  return [{ label: 'Earlier versions', icon: FileClock, onPress: () => onShowVersions(message) }];
};

const previewActions = (props: MessageMenuProps): readonly MenuAction[] => {
  const { message, changer, onRemovePreview } = props;
  const mayRemove = message.userId === changer.userId || moderates(changer.role);
  if (message.preview === undefined || !mayRemove) return [];
  return [{ label: 'Remove preview', icon: Link2Off, onPress: () => onRemovePreview(message) }];
};

function pinActions({
  message,
  changer,
  isPinned,
  onPin,
}: MessageMenuProps): readonly MenuAction[] {
  if (message.id === null || !moderates(changer.role)) return [];
  const onPress = () => onPin(message, !isPinned);
  return [
    isPinned ? { label: 'Unpin', icon: PinOff, onPress } : { label: 'Pin', icon: Pin, onPress },
  ];
}
