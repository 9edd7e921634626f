import { createEventRoomSession } from './event-room-session.ts';
import type { EventRoomSession, EventRoomSessionDeps } from './event-room-session.ts';

/** Rooms that are kept for a quick return after they were left, with what was read of them. */
const IDLE_ROOMS_MAX = 10;

/** The rooms of one signed-in person. */
export interface EventRooms {
  /** The room's session: the same one for whoever asks. */
  readonly get: (eventId: string) => EventRoomSession;
  /** Tries again to join a room that refused, as after one has come to take part. */
  readonly rejoin: (eventId: string) => void;
  readonly dispose: () => void;
}

export function createEventRooms(deps: Omit<EventRoomSessionDeps, 'eventId'>): EventRooms {
  const rooms = new Map<string, EventRoomSession>();

  /** Forgets the idle rooms that were asked for longest ago. */
  const prune = (): void => {
    const idle = [...rooms].filter(([, room]) => room.isIdle());
    for (const [eventId, room] of idle.slice(0, Math.max(0, idle.length - IDLE_ROOMS_MAX))) {
      room.dispose();
      rooms.delete(eventId);
    }
  };
  return {
    get(eventId) {
      const known = rooms.get(eventId);
      if (known !== undefined) return known;
      prune();
      const room = createEventRoomSession({ ...deps, eventId });
      rooms.set(eventId, room);
      return room;
    },
    rejoin: (eventId) => rooms.get(eventId)?.rejoin(),
    dispose() {
      for (const room of rooms.values()) room.dispose();
      rooms.clear();
    },
  };
}
