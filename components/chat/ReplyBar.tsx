import Reply from 'lucide-react-native/icons/reply';
import type { ReactElement } from 'react';

import type { EventMessage, ReplyTo } from '@/protocol/wire';

import { ComposerBar } from './ComposerBar';
import { quotedWords, useQuoted } from './quotes';

interface ReplyBarProps {
  readonly answered: ReplyTo;
  readonly ownUserId: string;
  readonly onCancel: () => void;
}

/** Says that what is typed answers a message, as that is now. */
export function ReplyBar({ answered, ownUserId, onCancel }: ReplyBarProps): ReactElement {
  const { message } = useQuoted(answered);
  return (
    <ComposerBar
      icon={Reply}
      title={`Replying to ${authorWords(message, ownUserId)}`}
      words={quotedWords(message)}
      cancelLabel="Cancel reply"
      onCancel={onCancel}
    />
  );
}

function authorWords(message: EventMessage | undefined, ownUserId: string): string {
  if (message === undefined) return 'a message';
  return message.userId === ownUserId ? 'yourself' : message.userName;
}
