import { useLocalSearchParams } from 'expo-router';
import { useEffect, useState } from 'react';

import type { EventRoomView } from '@/hooks/useEventRoom';

import type { ChatMessage } from './chat-rows';
import type { OpenRoomState } from './timeline-messages';

export interface Jump {
  /** The message that was jumped to; it stays marked until one goes to the latest. */
  readonly messageId: string | null;
  readonly key: string | null;
  /** Whether the address names a message to be shown. */
  readonly isAsked: boolean;
  readonly toLatest: () => void;
}

interface JumpParts {
  readonly room: EventRoomView;
  readonly state: OpenRoomState;
  readonly messages: readonly ChatMessage[];
  readonly say: (words: string) => void;
}

/** Shows the message that the address names, among what was said around it. */
export function useJump({ room, state, messages, say }: JumpParts): Jump {
  const { at, message } = useLocalSearchParams<{ at?: string; message?: string }>();
  const seq = /^\d+$/.test(at ?? '') ? Number(at) : null;
  const [messageId, setMessageId] = useState<string | null>(null);
  const { showAround, showLatest } = room;
  const { isLoaded } = state;

  useEffect(() => {
    if (seq === null || message === undefined || !isLoaded) return;
    let isWanted = true;
    void showAround(seq).then((shown) => {
      if (!isWanted) return;
      if (shown.ok) setMessageId(message);
      else say(shown.error.message);
    });
    return () => {
      isWanted = false;
    };
  }, [seq, message, isLoaded, showAround, say]);
  useEffect(() => showLatest, [showLatest]);

  return {
    messageId,
    isAsked: seq !== null && message !== undefined,
    key: messages.find(({ id }) => id === messageId && id !== null)?.key ?? null,
    toLatest() {
      setMessageId(null);
      showLatest();
    },
  };
}
