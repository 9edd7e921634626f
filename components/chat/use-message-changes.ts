import { useCallback, useState } from 'react';

import type { Rect } from '@/components/ui/menu-place';

import type { KeptDraft } from '@/lib/drafts';
import type { ReplyTo } from '@/protocol/wire';

import type { ChatMessage } from './chat-rows';
import { useDraft } from './drafts';
import { type Changer, latestToEdit } from './may-change';

/** What has been begun with a message, other than editing. */
type Step =
  | { readonly type: 'menu'; readonly message: ChatMessage; readonly place: Rect }
  | { readonly type: 'deleting'; readonly message: ChatMessage }
  | { readonly type: 'person'; readonly message: ChatMessage }
  | { readonly type: 'versions'; readonly message: ChatMessage }
  | { readonly type: 'picking'; readonly message: ChatMessage }
  | { readonly type: 'reactors'; readonly message: ChatMessage; readonly emoji: string };

export interface MessageChanges {
  readonly step: Step | null;
  readonly editing: ChatMessage | null;
  /** What the next message answers; kept with its draft. */
  readonly answered: ReplyTo | null;
  /** What one has just begun to edit or to answer: one types on. */
  readonly begunKey: string | null;
  /** The message that something has been begun with. */
  readonly markedKey: string | null;
  readonly showActions: (message: ChatMessage, place: Rect) => void;
  readonly askToDelete: (message: ChatMessage) => void;
  readonly pickReaction: (message: ChatMessage) => void;
  readonly showReactors: (message: ChatMessage, emoji: string) => void;
  /** Opens what one may do about who wrote it. */
  readonly showAuthor: (message: ChatMessage) => void;
  /** Opens what it said before. */
  readonly showVersions: (message: ChatMessage) => void;
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

/** What is open, of the message as it is by now: it may have been stored, edited or reacted to since. */
const brought = (messages: readonly ChatMessage[], step: Step): Step => {
  const now = messages.find(({ key }) => key === step.message.key);
  return now === undefined || now.isDeleted ? step : { ...step, message: now };
};

const isDeletedIn = (messages: readonly ChatMessage[], of: ReplyTo | null): boolean =>
  of !== null && messages.some(({ id, isDeleted }) => isDeleted && id === of.id);

const toReply = ({ id, seq }: ChatMessage): ReplyTo | null =>
  id === null || seq === null ? null : { id, seq };

/** What the message that is being written answers. */
function useAnswering(messages: readonly ChatMessage[], draft: KeptDraft) {
  const [askedKey, setAskedKey] = useState<string | null>(null);
  const { replyTo } = useDraft(draft);
  const answered = isDeletedIn(messages, replyTo) ? null : replyTo;
  return {
    answered,
    /** What one has asked to answer since the chat was opened. */
    askedKey: answered === null ? null : askedKey,
    ask: useCallback(
      (message: ChatMessage) => {
        setAskedKey(message.key);
        draft.change({ replyTo: toReply(message) });
      },
      [draft],
    ),
    endAnswering: useCallback(() => {
      setAskedKey(null);
      draft.change({ replyTo: null });
    }, [draft]),
  };
}

/** What is open of a message: its menu, who reacted to it, whether to delete it, its words to be edited, an answer to it. */
export function useMessageChanges(
  messages: readonly ChatMessage[],
  { changer, draft }: { readonly changer: Changer; readonly draft: KeptDraft },
): MessageChanges {
  const [step, setStep] = useState<Step | null>(null);
  const [edited, setEdited] = useState<ChatMessage | null>(null);
  const { answered, askedKey, ask, endAnswering } = useAnswering(messages, draft);
  const editing = standing(messages, edited);
  const edit = (message: ChatMessage) => {
    setStep(null);
    endAnswering();
    setEdited(message);
  };
  return {
    step: step && brought(messages, step),
    editing,
    answered,
    begunKey: editing?.key ?? askedKey,
    markedKey: step?.message.key ?? editing?.key ?? null,
    showActions: useCallback((message, place) => setStep({ type: 'menu', message, place }), []),
    askToDelete: (message) => setStep({ type: 'deleting', message }),
    pickReaction: useCallback((message) => setStep({ type: 'picking', message }), []),
    showReactors: useCallback(
      (message, emoji) => setStep({ type: 'reactors', message, emoji }),
      [],
    ),
    showAuthor: (message) => setStep({ type: 'person', message }),
    showVersions: (message) => setStep({ type: 'versions', message }),
    closeStep: useCallback(() => setStep(null), []),
    edit,
    editLatest() {
      const latest = latestToEdit(messages, changer, Date.now());
      if (latest !== null) edit(latest);
    },
    answer: useCallback(
      (message) => {
        setStep(null);
        setEdited(null);
        ask(message);
      },
      [ask],
    ),
    endAnswering,
    endEditing: (message) => setEdited((now) => (now?.key === message.key ? null : now)),
  };
}
