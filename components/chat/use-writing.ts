import { useState } from 'react';

import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';

import type { ComposedText } from './composed-text';
import { keptDraft, keepDraft } from './drafts';

export interface WritingParts {
  readonly eventId: string;
  /** A refusal leaves the text where it is. */
  readonly onSend: (content: string) => Result<unknown, ProtocolError>;
  readonly onTyping: () => void;
  readonly onTypingEnd: () => void;
}

/** A new message, from its first letter until it is sent. */
export function useWriting({ eventId, onSend, onTyping, onTypingEnd }: WritingParts): ComposedText {
  const [text, setText] = useState(() => keptDraft(eventId));
  const [refusal, setRefusal] = useState<string | null>(null);
  const put = (next: string) => {
    setText(next);
    keepDraft(eventId, next);
    setRefusal(null);
  };
  return {
    text,
    refusal,
    isBusy: false,
    change(next) {
      put(next);
      if (next.trim() === '') onTypingEnd();
      else onTyping();
    },
    submit() {
      const result = onSend(text);
      if (result.ok) put('');
      else setRefusal(result.error.message);
    },
    leave: onTypingEnd,
  };
}
