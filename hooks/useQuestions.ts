import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { useSocket } from '@/components/providers/SocketProvider';
import {
  createQuestionsSession,
  type QuestionsSession,
  type QuestionsState,
} from '@/lib/questions-session';
import type { ProtocolError } from '@/protocol/errors';

import { useEventRoom } from './useEventRoom';

export interface QuestionsView extends Pick<
  QuestionsSession,
  'ask' | 'vote' | 'setState' | 'load'
> {
  readonly state: QuestionsState;
  /** Why the event's room does not let one in; `null` where it does. */
  readonly closed: ProtocolError | null;
}

/** The questions of an event, live: joins its room while mounted, and reads the list each time that it is joined. */
export function useQuestions(eventId: string): QuestionsView {
  const { client } = useSocket();
  const session = useMemo(() => createQuestionsSession(client, eventId), [client, eventId]);
  const room = useEventRoom(eventId).state;
  // With another role one sees other questions.
  const liveAs = room.status === 'live' ? (room.standing?.role ?? 'participant') : null;
  useEffect(() => session.open(), [session]);
  useEffect(() => {
    if (liveAs !== null) void session.load();
  }, [session, liveAs]);
  const state = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
  const closed = room.status === 'refused' ? room.error : null;
  return useMemo(() => ({ ...session, state, closed }), [session, state, closed]);
}
