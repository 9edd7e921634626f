import { useEffect, useState } from 'react';

import type { EventRoomView } from '@/hooks/useEventRoom';
import type { Stretch } from '@/lib/event-room';

import { type ChatMessage, firstNew } from './chat-rows';
import type { OpenRoomState } from './timeline-messages';

export interface Entry {
  /** Whether it is known what is new; before that nothing that is shown counts as read. */
  readonly isKnown: boolean;
  /** Whether the messages had better wait for that: else they would be seen to jump. */
  readonly isWaiting: boolean;
  /** Whether the list begins at the first message that is new, in place of the latest. */
  readonly isAtNew: boolean;
  readonly toLatest: () => void;
}

interface EntryParts {
  readonly room: Pick<EventRoomView, 'showAround'>;
  readonly state: OpenRoomState;
  readonly messages: readonly ChatMessage[];
  readonly ownUserId: string;
  /** Whether one comes for another message. */
  readonly isJumping: boolean;
  readonly isOffline: boolean;
}

type Way = 'at-new' | 'at-latest';

/** What the server says comes sooner than this, or one reads on with what is there. */
const PATIENCE_MS = 700;

/** Where one comes in: at the first message that is new, where there is any, else at the latest. */
export function useEntry(parts: EntryParts): Entry {
  const { room, isOffline } = parts;
  const { showAround } = room;
  const [way, setWay] = useState<Way | null>(null);
  const isPatient = usePatience();
  const found = way === null ? findWay(parts) : null;
  if (typeof found === 'string') setWay(found);
  const after = typeof found === 'number' ? found : null;
  useEffect(() => {
    if (after === null) return;
    let isWanted = true;
    void showAround(after + 1).then(
      (shown) => isWanted && setWay(shown.ok ? 'at-new' : 'at-latest'),
    );
    return () => {
      isWanted = false;
    };
  }, [after, showAround]);
  return {
    isKnown: way !== null,
    isWaiting: way === null && isPatient && !isOffline,
    isAtNew: way === 'at-new',
    toLatest: () => setWay('at-latest'),
  };
}

/** The way in; or behind which place what is new begins, further back than what is loaded; `null` until that is known. */
function findWay({ state, messages, ownUserId, isJumping }: EntryParts): Way | number | null {
  const { status, newIn, hasOlder } = state;
  if (status !== 'live' || newIn === null) return null;
  if (isJumping) return 'at-latest';
  if (!reaches(messages, newIn, hasOlder)) return newIn.after;
  return firstNew(messages, ownUserId, newIn) === undefined ? 'at-latest' : 'at-new';
}

/** Whether what is loaded begins no later than a stretch does. */
export const reaches = (
  messages: readonly ChatMessage[],
  { after }: Stretch,
  hasOlder: boolean,
): boolean => !hasOlder || (messages[0]?.seq ?? Infinity) <= after + 1;

function usePatience(): boolean {
  const [isPatient, setIsPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setIsPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isPatient;
}
