import { useLocalSearchParams } from 'expo-router';
import { useCallback, useEffect, useState } from 'react';

import type { EventRoomView } from '@/hooks/useEventRoom';
import type { ReplyTo } from '@/protocol/wire';

import type { ChatMessage } from './chat-rows';
import type { OpenRoomState } from './timeline-messages';

export interface Jump {
  /** The message that was jumped to; it stays marked until one goes to the latest. */
  readonly messageId: string | null;
  readonly key: string | null;
  /** Other with each jump. */
  readonly count: number;
  /** Whether the address names a message to be shown. */
  readonly isAsked: boolean;
  /** Shows a message of the log among what was said around it. */
  readonly to: (target: ReplyTo) => void;
  readonly toLatest: () => void;
}

const NOWHERE: Pick<Jump, 'messageId' | 'count'> = { messageId: null, count: 0 };

interface JumpParts {
  readonly room: EventRoomView;
  readonly state: OpenRoomState;
  readonly messages: readonly ChatMessage[];
  readonly say: (words: string) => void;
}

/** Shows the message that the address names, or that is asked for, among what was said around it. */
export function useJump({ room, state, messages, say }: JumpParts): Jump {
  const { at, message } = useLocalSearchParams<{ at?: string; message?: string }>();
  const seq = /^\d+$/.test(at ?? '') ? Number(at) : null;
  const [{ messageId, count }, setJumped] = useState(NOWHERE);
  const { showAround, showLatest } = room;
  const { isLoaded } = state;
  const setMessageId = useCallback(
    (id: string | null) => setJumped((before) => ({ messageId: id, count: before.count + 1 })),
    [],
  );

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
  }, [seq, message, isLoaded, showAround, say, setMessageId]);
  useEffect(() => showLatest, [showLatest]);

  const to = useCallback(
    (target: ReplyTo) =>
      void showAround(target.seq).then((shown) => {
        if (shown.ok) setMessageId(target.id);
        else say(shown.error.message);
      }),
    [showAround, say, setMessageId],
  );
  return {
    messageId,
    count,
    to,
    isAsked: seq !== null && message !== undefined,
    key: messages.find(({ id }) => id === messageId && id !== null)?.key ?? null,
    toLatest() {
      setMessageId(null);
      showLatest();
    },
  };
}
