import { hash } from 'node:crypto';

import { NAMED_PEOPLE_MAX, PERSON_HASH_CHARS, type Hint } from '../../lib/server/bus/hints.ts';
import { createOnlineRoom, type OnlineRoom, type Told } from './online-room.ts';

type OnlineHint = Extract<Hint, { readonly is: 'online' }>;

/** Changes of a room are told together after this long at most. */
const TICK_MS = 1_000;
/** A node says that it is there every so many ticks, and tells once more what has changed. */
const TICKS_PER_BEAT = 3;
/** Everything is told again every so many ticks, a part at each, so that thousands of rooms are no pause. */
const TICKS_PER_ROUND = 9;
const NODE_EXPIRY_MS = 3 * TICKS_PER_BEAT * TICK_MS;
const ROOM_EXPIRY_MS = 3 * TICKS_PER_ROUND * TICK_MS;

/** More rooms than all other nodes together have open. */
const HEARD_MAX = 100_000;

/** Who has one room open, on this node and on all others. */
export interface RoomPresence {
  /** A person has come, with the first of their devices on this node. */
  readonly enter: (userId: string) => void;
  /** The last of a person's devices on this node is gone. */
  readonly leave: (userId: string) => void;
  /** Different people on all nodes: exact while no node has more than 1,000 in the room. */
  readonly online: () => number;
  /** Nobody on this node has the room open any more. */
  readonly close: () => void;
}

export interface PresenceOptions {
  readonly tell: (hint: Hint) => void;
  readonly now: () => number;
}

/**
 * Counts people over all nodes. Each node tells who has its rooms open: a second
 * after a change at most, once more within three, and every nine seconds again, as
 * long as there is somebody to tell it to. A node that is not heard for nine
 * seconds is forgotten, and so is a room that was not told again for 27.
 * Runs from its making until `dispose`.
 */
export class Presence {
  readonly #tell: PresenceOptions['tell'];
  readonly #now: () => number;
  readonly #rooms = new Map<string, OnlineRoom>();
  readonly #changed = new Set<string>();
  /** Changed rooms, to be told once more: what they were told by may have been lost. */
  readonly #again = new Set<string>();
  /** When each other node was heard last. */
  readonly #nodes = new Map<string, number>();
  readonly #timer: ReturnType<typeof setInterval>;
  #ticks = 0;
  /** Rooms that other nodes have told of. */
  #heard = 0;

  constructor({ tell, now }: PresenceOptions) {
    this.#tell = tell;
    this.#now = now;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    tell({ is: 'here' });
  }

  /** @param onChange Told when other nodes change the number. */
  open(eventId: string, onChange: () => void): RoomPresence {
    const room = this.#roomOf(eventId);
    room.onChange = onChange;
    const note = (): void => void this.#changed.add(eventId);
    return {
      enter: (userId) => room.enter(hashOf(userId), note),
      leave: (userId) => room.leave(hashOf(userId), note),
      online: room.online,
      close: () => {
        if (room.onChange !== onChange) return;
        room.onChange = null;
        this.#dropIfUnused(eventId, room);
      },
    };
  }

  hear({ eventId, people, more }: OnlineHint, from: string): void {
    this.hearOf(from);
    const isNobody = people === '' && more === 0;
    if (!isNobody && this.#heard >= HEARD_MAX && !this.#rooms.has(eventId)) return;
    this.#set(eventId, from, isNobody ? null : { people, more, at: this.#now() });
  }

  /** Another node says that it is there. One that is new has to be told everything. */
  hearOf(from: string): void {
    if (!this.#nodes.has(from)) this.#changeAll();
    this.#nodes.set(from, this.#now());
  }

  /** A node has nobody any more. */
  forget(from: string): void {
    this.#nodes.delete(from);
    for (const eventId of this.#rooms.keys()) this.#set(eventId, from, null);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#ticks += 1;
    const told = new Set(this.#changed);
    if (this.#ticks % TICKS_PER_BEAT === 0) {
      this.#expire();
      this.#tell({ is: 'here' });
      this.#again.forEach((eventId) => told.add(eventId));
      this.#again.clear();
    }
    this.#changed.forEach((eventId) => this.#again.add(eventId));
    this.#changed.clear();
    if (this.#nodes.size === 0) return;
    for (const eventId of this.#dueRooms()) told.add(eventId);
    told.forEach((eventId) => this.#tellRoom(eventId));
  }

  /** This tick's part of the rooms in which somebody of this node is. */
  *#dueRooms(): Iterable<string> {
    const part = this.#ticks % TICKS_PER_ROUND;
    for (const [eventId, room] of this.#rooms) {
      if (partOf(eventId) === part && room.hasOwn()) yield eventId;
    }
  }

  #expire(): void {
    const now = this.#now();
    for (const [from, at] of this.#nodes) if (at < now - NODE_EXPIRY_MS) this.forget(from);
    const before = now - ROOM_EXPIRY_MS;
    for (const [eventId, room] of this.#rooms) {
      for (const from of room.notToldSince(before)) this.#set(eventId, from, null);
    }
  }

  #changeAll(): void {
    for (const [eventId, room] of this.#rooms) if (room.hasOwn()) this.#changed.add(eventId);
  }

  #tellRoom(eventId: string): void {
    const own = this.#rooms.get(eventId)?.own() ?? [];
    const people = own.slice(0, NAMED_PEOPLE_MAX).join('');
    const more = Math.max(0, own.length - NAMED_PEOPLE_MAX);
    this.#tell({ is: 'online', eventId, people, more });
  }

  #set(eventId: string, from: string, told: Told | null): void {
    const room = this.#roomOf(eventId);
    this.#heard += room.set(from, told);
    this.#dropIfUnused(eventId, room);
  }

  #roomOf(eventId: string): OnlineRoom {
    const room = this.#rooms.get(eventId) ?? createOnlineRoom();
    this.#rooms.set(eventId, room);
    return room;
  }

  #dropIfUnused(eventId: string, room: OnlineRoom): void {
    if (room.isUnused()) this.#rooms.delete(eventId);
  }
}

/** Which part of a round tells of a room: ids end in what differs between them. */
function partOf(eventId: string): number {
  let sum = 0;
  for (const letter of eventId.slice(-2)) sum = 7 * sum + letter.charCodeAt(0);
  return sum % TICKS_PER_ROUND;
}

const hashOf = (userId: string): string =>
  hash('sha256', userId, 'base64url').slice(0, PERSON_HASH_CHARS);
