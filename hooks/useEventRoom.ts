import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { useSocket } from '@/components/providers/SocketProvider';
import type { EventRoomState } from '@/lib/event-room';
import type { EventRoomSession } from '@/lib/event-room-session';
import type { PinnedRef, PresentPerson } from '@/protocol/wire';

export interface EventRoomView extends Pick<
  EventRoomSession,
  | 'send'
  | 'retry'
  | 'discard'
  | 'editMessage'
  | 'deleteMessage'
  | 'react'
  | 'listReactors'
  | 'createPoll'
  | 'vote'
  | 'closePoll'
  | 'listVoters'
  | 'pinMessage'
  | 'unpinMessage'
  | 'removePreview'
  | 'sawAnnouncement'
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
  | 'uploads'
> {
  readonly state: EventRoomState;
}

/** The live chat of one event. Joins while mounted; what is unsent goes out even after that. */
export function useEventRoom(eventId: string): EventRoomView {
  const { rooms } = useSocket();
  const room = useMemo(() => rooms.get(eventId), [rooms, eventId]);
  useEffect(() => room.open(), [room]);
  const state = useSyncExternalStore(room.subscribeToDraw, room.getSnapshot, room.getSnapshot);
  return useMemo(() => ({ ...room, state }), [room, state]);
}

const NONE: readonly PinnedRef[] = [];

/** What is pinned in an event's chat, as far as that is known. */
export function useRoomPins(eventId: string): readonly PinnedRef[] {
  const state = useRoomState(eventId);
  return state.status === 'refused' ? NONE : state.pins;
}

export interface RoomPresence {
  readonly online: number;
  /** `null` where they are too many to be named, or not known yet. */
  readonly people: readonly PresentPerson[] | null;
}

/** Who has an event's chat open now; `null` as long as that is not known. */
export function useRoomPresence(eventId: string): RoomPresence | null {
  const state = useRoomState(eventId);
  if (state.status === 'refused' || state.counts === null) return null;
  return { online: state.counts.online, people: state.people };
}

/** Why the chat of an event was closed to one who had it open; `null` where it was not. */
export function useRoomRefusal(eventId: string): string | null {
  const state = useRoomState(eventId);
  return state.status === 'refused' ? state.error.message : null;
}

/** As the room is, whether it is open or not. */
function useRoomState(eventId: string): EventRoomState {
  const { rooms } = useSocket();
  const room = useMemo(() => rooms.get(eventId), [rooms, eventId]);
  return useSyncExternalStore(room.subscribeToDraw, room.getSnapshot, room.getSnapshot);
}
