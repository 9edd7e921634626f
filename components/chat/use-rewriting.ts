import { useState } from 'react';

import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';

import type { ChatMessage } from './chat-rows';
import type { ComposedText } from './composed-text';

export interface RewritingParts {
  /** Whose words are being changed. */
  readonly editing: ChatMessage | null;
  /** A refusal leaves the text where it is. */
  readonly onSave: (
    message: ChatMessage,
    content: string,
  ) => Promise<Result<unknown, ProtocolError>>;
  /** The message has its new words, or keeps those that it had. */
  readonly onEditEnd: (message: ChatMessage) => void;
}

interface Rewriting {
  readonly of: string | null;
  readonly text: string;
  readonly refusal: string | null;
  readonly isBusy: boolean;
}

const begin = (message: ChatMessage | null): Rewriting => ({
  of: message?.key ?? null,
  text: message?.content ?? '',
  refusal: null,
  isBusy: false,
});

/** Other words for a message, until they are saved or given up; `null` while no message is being changed. */
export function useRewriting({ editing, onSave, onEditEnd }: RewritingParts): ComposedText | null {
  const [current, setCurrent] = useState(() => begin(editing));
  const rewriting = current.of === (editing?.key ?? null) ? current : begin(editing);
  if (rewriting !== current) setCurrent(rewriting);
  if (editing === null) return null;

  const { text, refusal, isBusy } = rewriting;
  // A late answer must not speak for the message after it.
  const put = (change: Partial<Rewriting>) =>
    setCurrent((now) => (now.of === editing.key ? { ...now, ...change } : now));
  const save = async () => {
    put({ isBusy: true, refusal: null });
    const saved = await onSave(editing, text);
    put({ isBusy: false, refusal: saved.ok ? null : saved.error.message });
    if (saved.ok) onEditEnd(editing);
  };
  return {
    text,
    refusal,
    isBusy,
    change: (next) => put({ text: next, refusal: null }),
    submit() {
      if (text.trim() === editing.content) onEditEnd(editing);
      else void save();
    },
    leave: () => undefined,
  };
}
