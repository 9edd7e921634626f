import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { useSocket } from '@/components/providers/SocketProvider';
import type { EventRoomState } from '@/lib/event-room';
import type { EventRoomSession } from '@/lib/event-room-session';

export interface EventRoomView extends Pick<
  EventRoomSession,
  | 'send'
  | 'retry'
  | 'discard'
  | 'editMessage'
  | 'deleteMessage'
  | 'react'
  | 'listReactors'
  | 'loadOlder'
  | 'loadNewer'
  | 'showAround'
  | 'showLatest'
  | 'loadQuoted'
  | 'readBack'
  | 'visit'
  | 'markShown'
  | 'markUnread'
  | 'lookAgain'
  | 'lookAway'
  | 'startTyping'
  | 'stopTyping'
  | 'rejoin'
> {
  readonly state: EventRoomState;
}

/** The live chat of one event. Joins while mounted; what is unsent goes out even after that. */
export function useEventRoom(eventId: string): EventRoomView {
  const { rooms } = useSocket();
  const room = useMemo(() => rooms.get(eventId), [rooms, eventId]);
  useEffect(() => room.open(), [room]);
  const state = useSyncExternalStore(room.subscribe, room.getSnapshot, room.getSnapshot);
  return useMemo(() => ({ ...room, state }), [room, state]);
}

/** Why the chat of an event was closed to one who had it open; `null` where it was not. */
export function useRoomRefusal(eventId: string): string | null {
  const { rooms } = useSocket();
  const room = useMemo(() => rooms.get(eventId), [rooms, eventId]);
  const state = useSyncExternalStore(room.subscribe, room.getSnapshot, room.getSnapshot);
  return state.status === 'refused' ? state.error.message : null;
}
