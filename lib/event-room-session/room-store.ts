import { newEventRoom, nextEventRoom, toEventRoomState } from '../event-room.ts';
import type { EventRoom, EventRoomInput, EventRoomState } from '../event-room.ts';
import { createPace, type Pace } from '../pace.ts';
import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';

/** A busy room is drawn so many times a second at most, whatever its pace; a quiet one at once. */
const DRAW_GAP_MS = 100;

/**
 * What others do, which may be much at a time, and what comes of seeing it. What one does or has asked for oneself is drawn
 * at once: a list begins where it was told to only if nothing that was there before comes behind it.
 */
const MAY_WAIT: ReadonlySet<EventRoomInput['type']> = new Set([
  'message',
  'message-changed',
  'announcement',
  'participant-changed',
  'other-entry',
  'typing-changed',
  'counts',
  'present',
  'head',
  'shown',
  'position',
] as const);

/** One room's machine in motion. */
export interface RoomStore extends ReadonlyStore<EventRoomState> {
  /** As `subscribe`, for who draws the room: what comes within a tenth of a second is told together. */
  readonly subscribeToDraw: Pace['subscribe'];
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
  const drawing = createPace(DRAW_GAP_MS);
  return {
    subscribeToDraw: drawing.subscribe,
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    room: () => room,
    apply(input) {
      const next = nextEventRoom(room, input);
      if (next === room) return;
      room = next;
      store.set(toEventRoomState(room));
      if (MAY_WAIT.has(input.type)) drawing.soon();
      else drawing.now();
      onChange(room);
    },
  };
}
