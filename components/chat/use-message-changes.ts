import { useCallback, useState } from 'react';

import type { Rect } from '@/components/ui/menu-place';

import type { ChatMessage } from './chat-rows';
import { type Changer, latestToEdit } from './may-change';

/** What has been begun with a message, other than editing. */
type Step =
  | { readonly type: 'menu'; readonly message: ChatMessage; readonly place: Rect }
  | { readonly type: 'deleting'; readonly message: ChatMessage }
  | { readonly type: 'person'; readonly message: ChatMessage }
  | { readonly type: 'picking'; readonly message: ChatMessage }
  | { readonly type: 'reactors'; readonly message: ChatMessage; readonly emoji: string };

export interface MessageChanges {
  readonly step: Step | null;
  readonly editing: ChatMessage | null;
  /** The message that something has been begun with. */
  readonly markedKey: string | null;
  readonly showActions: (message: ChatMessage, place: Rect) => void;
  readonly askToDelete: (message: ChatMessage) => void;
  readonly pickReaction: (message: ChatMessage) => void;
  readonly showReactors: (message: ChatMessage, emoji: string) => void;
  /** Opens what one may do about who wrote it. */
  readonly showAuthor: (message: ChatMessage) => void;
  readonly closeStep: () => void;
  readonly edit: (message: ChatMessage) => void;
  readonly editLatest: () => void;
  readonly endEditing: (message: ChatMessage) => void;
}

/** What is open of a message: its menu, who reacted to it, whether to delete it, its words to be edited. */
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
    pickReaction: useCallback((message) => setStep({ type: 'picking', message }), []),
    showReactors: useCallback(
      (message, emoji) => setStep({ type: 'reactors', message, emoji }),
      [],
    ),
    showAuthor: (message) => setStep({ type: 'person', message }),
    closeStep: useCallback(() => setStep(null), []),
    edit,
    editLatest() {
      const latest = latestToEdit(messages, changer, Date.now());
      if (latest !== null) edit(latest);
    },
    endEditing: (message) => setEdited((now) => (now?.key === message.key ? null : now)),
  };
}
