import { useState } from 'react';

import type { ComposerFilesView } from '@/components/files/use-composer-files';
import type { KeptDraft } from '@/lib/drafts';
import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';

import type { ComposedText } from './composed-text';
import { useDraft } from './drafts';

export interface WritingParts {
  readonly draft: KeptDraft;
  /** What goes with it. */
  readonly files: Pick<ComposerFilesView, 'uploads' | 'dismiss'>;
  /** A refusal leaves the text where it is. */
  readonly onSend: (content: string) => Result<unknown, ProtocolError>;
  readonly onTyping: () => void;
  readonly onTypingEnd: () => void;
}

/** A new message, from its first letter until it is sent. */
export function useWriting(parts: WritingParts): ComposedText {
  const { draft, files, onSend, onTyping, onTypingEnd } = parts;
  const { text } = useDraft(draft);
  const [refusal, setRefusal] = useState<string | null>(null);
  const put = (next: string) => {
    draft.change({ text: next });
    setRefusal(null);
  };
  return {
    text,
    refusal,
    isBusy: false,
    files: files.uploads,
    change(next) {
      put(next);
      if (next.trim() === '') onTypingEnd();
      else onTyping();
    },
    submit() {
      const result = onSend(text);
      if (!result.ok) return setRefusal(result.error.message);
      put('');
      files.dismiss();
    },
    leave: onTypingEnd,
  };
}
