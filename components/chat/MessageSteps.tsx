import type { ReactElement } from 'react';

import { EmojiPicker } from '@/components/emoji/EmojiPicker';
import { PersonSheet } from '@/components/moderation/PersonSheet';
import type { EventRoomView } from '@/hooks/useEventRoom';

import { copyText } from './copy-text';
import { DeleteMessage } from './DeleteMessage';
import type { Changer } from './may-change';
import { MessageMenu } from './MessageMenu';
import type { ReactionActions } from './ReactionChips';
import { Reactors } from './Reactors';
import type { MessageChanges } from './use-message-changes';

const MARKED = 'Marked as unread';

interface MessageStepsProps {
  readonly eventId: string;
  readonly changes: MessageChanges;
  readonly changer: Changer;
  readonly room: Pick<EventRoomView, 'deleteMessage' | 'listReactors' | 'markUnread'>;
  readonly onReact: ReactionActions['onReact'];
  /** Tells the person what was done. */
  readonly say: (words: string) => void;
}

/** The menu of a message, who reacted to it, who wrote it, or the question whether to delete it: whichever has been opened. */
export function MessageSteps(props: MessageStepsProps): ReactElement | null {
  const { eventId, changes, changer, room, onReact, say } = props;
  const { step, closeStep } = changes;
  if (step === null) return null;
  const { message } = step;
  if (step.type === 'deleting') {
    return (
      <DeleteMessage
        message={message}
        isOwn={message.userId === changer.userId}
        onDelete={({ id }) => room.deleteMessage(id ?? '')}
        onClose={closeStep}
      />
    );
  }
  if (step.type === 'picking') {
    return (
      <EmojiPicker
        onPick={(emoji) => {
          closeStep();
          onReact(message, emoji, true);
        }}
        onClose={closeStep}
      />
    );
  }
  if (step.type === 'reactors') {
    return (
      <Reactors
        message={message}
        emoji={step.emoji}
        listReactors={room.listReactors}
        onClose={closeStep}
      />
    );
  }
  if (step.type === 'person') {
    return (
      <PersonSheet
        eventId={eventId}
        person={{ userId: message.userId, name: message.userName }}
        ownUserId={changer.userId}
        ownRole={changer.role}
        onClose={closeStep}
      />
    );
  }
  return (
    <MessageMenu
      message={message}
      place={step.place}
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
      onReply={changes.answer}
      onEdit={changes.edit}
      onDelete={changes.askToDelete}
      onModerate={changes.showAuthor}
      onClose={closeStep}
    />
  );
}
