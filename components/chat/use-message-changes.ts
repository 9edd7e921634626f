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
  /** What the next message answers. */
  readonly answered: ChatMessage | null;
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
  readonly answer: (message: ChatMessage) => void;
  readonly endAnswering: () => void;
  readonly endEditing: (message: ChatMessage) => void;
}

/** Somebody may delete what something has been begun with. */
const standing = (
  messages: readonly ChatMessage[],
  begun: ChatMessage | null,
): ChatMessage | null =>
  messages.some(({ key, isDeleted }) => isDeleted && key === begun?.key) ? null : begun;

/** What is open of a message: its menu, who reacted to it, whether to delete it, its words to be edited, an answer to it. */
export function useMessageChanges(
  messages: readonly ChatMessage[],
  changer: Changer,
): MessageChanges {
  const [step, setStep] = useState<Step | null>(null);
  const [edited, setEdited] = useState<ChatMessage | null>(null);
  const [asked, setAsked] = useState<ChatMessage | null>(null);
  const editing = standing(messages, edited);
  const answered = standing(messages, asked);
  const edit = (message: ChatMessage) => {
    setStep(null);
    setAsked(null);
    setEdited(message);
  };
  return {
    step,
    editing,
    answered,
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
    answer(message) {
      setStep(null);
      setEdited(null);
      setAsked(message);
    },
    endAnswering: useCallback(() => setAsked(null), []),
    endEditing: (message) => setEdited((now) => (now?.key === message.key ? null : now)),
  };
}
