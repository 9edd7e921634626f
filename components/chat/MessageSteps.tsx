import type { ReactElement } from 'react';

import { EmojiPicker } from '@/components/emoji/EmojiPicker';
import { PersonSheet } from '@/components/moderation/PersonSheet';
import { VersionsSheet } from '@/components/moderation/VersionsSheet';
import { usePinning } from '@/components/pins/use-pinning';
import type { Rect } from '@/components/ui/menu-place';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { PinnedRef } from '@/protocol/wire';

import type { ChatMessage } from './chat-rows';
import { copyText } from './copy-text';
import { DeleteMessage } from './DeleteMessage';
import type { Changer } from './may-change';
import { MessageMenu } from './MessageMenu';
import type { ReactionActions } from './ReactionChips';
import { Reactors } from './Reactors';
import type { MessageChanges } from './use-message-changes';

const MARKED = 'Marked as unread';
const UNPREVIEWED = 'Preview removed';

interface MessageStepsProps {
  readonly eventId: string;
  readonly changes: MessageChanges;
  readonly changer: Changer;
  readonly room: Pick<
    EventRoomView,
    | 'deleteMessage'
    | 'listReactors'
    | 'markUnread'
    | 'pinMessage'
    | 'unpinMessage'
    | 'removePreview'
  >;
  readonly pins: readonly PinnedRef[];
  readonly onReact: ReactionActions['onReact'];
  /** Tells the person what was done. */
  readonly say: (words: string) => void;
}

/** The menu of a message, or what was opened from it: whichever is open. */
export function MessageSteps(props: MessageStepsProps): ReactElement | null {
  const { step } = props.changes;
  if (step === null) return null;
  return step.type === 'menu' ? (
    <OpenMenu {...props} message={step.message} place={step.place} />
  ) : (
    <OpenStep {...props} step={step} />
  );
}

interface OpenStepProps extends MessageStepsProps {
  readonly step: Exclude<NonNullable<MessageChanges['step']>, { type: 'menu' }>;
}

/** Who reacted to a message, who wrote it, what it said before, an emoji for it, or the question whether to delete it. */
function OpenStep(props: OpenStepProps): ReactElement {
  const { eventId, changes, changer, room, onReact, step } = props;
  const { message } = step;
  const { closeStep } = changes;
  switch (step.type) {
    case 'deleting':
      return (
        <DeleteMessage
          message={message}
          isOwn={message.userId === changer.userId}
          onDelete={({ id }) => room.deleteMessage(id ?? '')}
          onClose={closeStep}
        />
      );
    case 'picking':
      return (
        <EmojiPicker
          onPick={(emoji) => {
            closeStep();
            onReact(message, emoji, true);
          }}
          onClose={closeStep}
        />
      );
    case 'reactors':
      return (
        <Reactors
          message={message}
          emoji={step.emoji}
          listReactors={room.listReactors}
          onClose={closeStep}
        />
      );
    case 'person':
      return (
        <PersonSheet
          eventId={eventId}
          person={{ userId: message.userId, name: message.userName }}
          ownUserId={changer.userId}
          ownRole={changer.role}
          onClose={closeStep}
        />
      );
    case 'versions':
      return (
        <VersionsSheet
          eventId={eventId}
          messageId={message.id ?? ''}
          author={message.userName}
          onClose={closeStep}
        />
      );
  }
}

interface OpenMenuProps extends MessageStepsProps {
  readonly message: ChatMessage;
  readonly place: Rect;
}

function OpenMenu(props: OpenMenuProps): ReactElement {
  const { changes, changer, room, onReact, say, message, place } = props;
  const { closeStep } = changes;
  const pin = usePinning(room, say);
  return (
    <MessageMenu
      message={message}
      place={place}
      changer={changer}
      onCopy={({ content }) => {
        closeStep();
        void copyText(content).then(say);
      }}
      onReact={(emoji, on) => {
        closeStep();
        onReact(message, emoji, on);
      }}
      onPickReaction={changes.pickReaction}
      onShowReactors={changes.showReactors}
      onMarkUnread={({ seq }) => {
        closeStep();
        void room
          .markUnread(seq ?? 0)
          .then((marked) => say(marked.ok ? MARKED : marked.error.message));
      }}
      isPinned={props.pins.some(({ messageId }) => messageId === message.id)}
      onPin={({ id }, isPinned) => {
        closeStep();
        if (id !== null) pin(id, isPinned);
      }}
      onRemovePreview={({ id }) => {
        closeStep();
        void room
          .removePreview(id ?? '')
          .then((removed) => say(removed.ok ? UNPREVIEWED : removed.error.message));
      }}
      onReply={changes.answer}
      onEdit={changes.edit}
      onDelete={changes.askToDelete}
      onModerate={changes.showAuthor}
      onShowVersions={changes.showVersions}
      onClose={closeStep}
    />
  );
}
