import { useCallback, useState } from 'react';

import type { Rect } from '@/components/ui/menu-place';

import type { ChatMessage } from './chat-rows';
import { type Changer, latestToEdit } from './may-change';

/** What has been begun with a message, other than editing. */
type Step =
  | { readonly type: 'menu'; readonly message: ChatMessage; readonly place: Rect }
  | { readonly type: 'deleting'; readonly message: ChatMessage };

export interface MessageChanges {
  readonly step: Step | null;
  readonly editing: ChatMessage | null;
  /** The message that something has been begun with. */
  readonly markedKey: string | null;
  readonly showActions: (message: ChatMessage, place: Rect) => void;
  readonly askToDelete: (message: ChatMessage) => void;
  readonly closeStep: () => void;
  readonly edit: (message: ChatMessage) => void;
  readonly editLatest: () => void;
  readonly endEditing: (message: ChatMessage) => void;
}

/** Which message's menu is open, which is about to be deleted, and which is being edited. */
export function useMessageChanges(
  messages: readonly ChatMessage[],
  changer: Changer,
): MessageChanges {
  const [step, setStep] = useState<Step | null>(null);
  const [edited, setEdited] = useState<ChatMessage | null>(null);
  // Somebody may delete what is being edited.
  const isGone = messages.some(({ key, isDeleted }) => isDeleted && key === edited?.key);
  const editing = isGone ? null : edited;
  const edit = (message: ChatMessage) => {
    setStep(null);
    setEdited(message);
  };
  return {
    step,
    editing,
    markedKey: step?.message.key ?? editing?.key ?? null,
    showActions: useCallback((message, place) => setStep({ type: 'menu', message, place }), []),
    askToDelete: (message) => setStep({ type: 'deleting', message }),
    closeStep: useCallback(() => setStep(null), []),
    edit,
    editLatest() {
      const latest = latestToEdit(messages, changer, Date.now());
      if (latest !== null) edit(latest);
    },
    endEditing: (message) => setEdited((now) => (now?.key === message.key ? null : now)),
  };
}
