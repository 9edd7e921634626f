import type { ReactElement } from 'react';

import type { EventRoomView } from '@/hooks/useEventRoom';

import { copyText } from './copy-text';
import { DeleteMessage } from './DeleteMessage';
import type { Changer } from './may-change';
import { MessageMenu } from './MessageMenu';
import type { MessageChanges } from './use-message-changes';

interface MessageStepsProps {
  readonly changes: MessageChanges;
  readonly changer: Changer;
  readonly deleteMessage: EventRoomView['deleteMessage'];
  /** Tells the person what was done. */
  readonly say: (words: string) => void;
}

/** The menu of a message, or the question whether to delete it: whichever has been opened. */
export function MessageSteps(props: MessageStepsProps): ReactElement | null {
  const { changes, changer, deleteMessage, say } = props;
  const { step, closeStep } = changes;
  if (step === null) return null;
  const { message } = step;
  if (step.type === 'deleting') {
    return (
      <DeleteMessage
        message={message}
        isOwn={message.userId === changer.userId}
        onDelete={({ id }) => deleteMessage(id ?? '')}
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
      onEdit={changes.edit}
      onDelete={changes.askToDelete}
      onClose={closeStep}
    />
  );
}
