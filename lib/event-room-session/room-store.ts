import { newEventRoom, nextEventRoom, toEventRoomState } from '../event-room.ts';
import type { EventRoom, EventRoomInput, EventRoomState } from '../event-room.ts';
import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';

/** One room's machine in motion. */
export interface RoomStore extends ReadonlyStore<EventRoomState> {
  readonly room: () => EventRoom;
  readonly apply: (input: EventRoomInput) => void;
}

/** Calls `onChange` after each input that changed the room. */
export function createRoomStore(
  ownUserId: string | null,
  onChange: (room: EventRoom) => void,
): RoomStore {
  let room = newEventRoom(ownUserId);
  const store = createStore(toEventRoomState(room));
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    room: () => room,
    apply(input) {
      const next = nextEventRoom(room, input);
      if (next === room) return;
      room = next;
      store.set(toEventRoomState(room));
      onChange(room);
    },
  };
}
