import type { ReactElement } from 'react';

import { Dialog } from '@/components/ui/Dialog';
import { useAction } from '@/components/ui/use-action';
import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';

import type { ChatMessage } from './chat-rows';

interface DeleteMessageProps {
  readonly message: ChatMessage;
  readonly isOwn: boolean;
  readonly onDelete: (message: ChatMessage) => Promise<Result<unknown, ProtocolError>>;
  /** It is deleted, or stays. */
  readonly onClose: () => void;
}

/** Asks whether a message is to be deleted, and does it. Drawing it opens it. */
export function DeleteMessage(props: DeleteMessageProps): ReactElement {
  const { message, isOwn, onDelete, onClose } = props;
  const { isBusy, refusal, run } = useAction<ProtocolError>();
  const confirm = async () => {
    if (await run(() => onDelete(message))) onClose();
  };
  const whose = isOwn ? 'Your message' : `The message of ${message.userName}`;
  return (
    <Dialog
      isOpen
      title="Delete this message?"
      text={`${whose} goes away for everybody. This can't be undone.`}
      confirmLabel="Delete"
      isDangerous
      isBusy={isBusy}
      refusal={refusal}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  );
}
