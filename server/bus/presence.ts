import type { RoomPresent } from '../../domain/presence.ts';
import { NAMED_PEOPLE_MAX, type Hint } from '../../lib/server/bus/hints.ts';
import { NAMED_PRESENT_MAX } from '../../protocol/wire.ts';
import { OnlineRoom, type RoomWatcher, type Told } from './online-room.ts';

type OnlineHint = Extract<Hint, { readonly is: 'online' }>;

/** Changes of a room are told together after this long at most. */
const TICK_MS = 1_000;
/** A node says that it is there every so many ticks, and tells once more what has changed. */
const TICKS_PER_BEAT = 3;
/** Everything is told again every so many ticks, a part at each, so that thousands of rooms are no pause. */
const TICKS_PER_ROUND = 9;
/** With a tick until it is seen and one until rooms are told: within 10 s of a crash. Two beats may be late or lost. */
const NODE_EXPIRY_MS = 2.5 * TICKS_PER_BEAT * TICK_MS;
/** Longer than the tick in which another node answers, shorter than anybody waits. */
const LEARN_MS = 2 * TICK_MS;
const ROOM_EXPIRY_MS = 3 * TICKS_PER_ROUND * TICK_MS;

/** More rooms than all other nodes together have open. */
const HEARD_MAX = 100_000;

/** Who has one room open, on this node and on all others. */
export interface RoomPresence {
  /** A person has come, with the first of their devices on this node. */
  readonly enter: (userId: string) => void;
  /** The last of a person's devices on this node is gone. */
  readonly leave: (userId: string) => void;
  /** Whether a person who has entered is away, on all of their devices on this node. */
  readonly setAway: (userId: string, isAway: boolean) => void;
  /** Different people on all nodes: exact while no node has more than 1,000 in the room. */
  readonly online: () => number;
  /** By their ids, as far as they are known, where they are few. */
  readonly present: () => RoomPresent;
  /** Nobody on this node has the room open any more. */
  readonly close: () => void;
}

export interface PresenceOptions {
  readonly tell: (hint: Hint) => void;
  readonly now: () => number;
}

/**
 * Counts people over all nodes, and knows who they are where they are few. Each node tells who has its rooms open: a
 * second after a change at most, once more within three, and every nine seconds again, as long as there is somebody to
 * tell it to. Ids go with changes alone, or where somebody asks for them: else a short hash stands for each person.
 * A node that is not heard for 7.5 s is forgotten, and so is a room that was not told again for 27.
 * Runs from its making until `dispose`.
 */
export class Presence {
  readonly #tell: PresenceOptions['tell'];
  readonly #now: () => number;
  readonly #rooms = new Map<string, OnlineRoom>();
  /** Rooms to be told, and whether with ids. */
  readonly #changed = new Map<string, boolean>();
  /** Those to be told once more: what they were told by may have been lost. */
  readonly #again = new Map<string, boolean>();
  /** Rooms that are open here and whose people can't all be named yet. */
  readonly #lacking = new Set<string>();
  /** Who waits for the ids of a room's people. */
  readonly #learning = new Map<string, Set<() => void>>();
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

  /** @param watcher Told when anybody changes who is there. */
  open(eventId: string, watcher: RoomWatcher): RoomPresence {
    const room = this.#roomOf(eventId);
    room.watcher = watcher;
    this.#noteLack(eventId, room);
    const note = (isChanged: boolean): void => void (isChanged && this.#changed.set(eventId, true));
    return {
      enter: (userId) => note(room.enter(userId)),
      leave: (userId) => note(room.leave(userId)),
      setAway: (userId, isAway) => note(room.setAway(userId, isAway)),
      online: () => room.online,
      present: () => room.present(),
      close: () => {
        if (room.watcher !== watcher) return;
        room.watcher = null;
        this.#dropIfUnused(eventId, room);
      },
    };
  }

  /** Whether somebody who is in a room is on this node. */
  hasOwn(eventId: string): boolean {
    return this.#rooms.get(eventId)?.hasOwn ?? false;
  }

  /** Whether a person has a room open and is shown there, on any node, as far as is known now. */
  isHere(eventId: string, userId: string): boolean {
    return this.#rooms.get(eventId)?.has(userId) ?? false;
  }

  /** Who is in any room, open here or not. Where ids are lacking it asks the other nodes for them, for 2 s at most. */
  async present(eventId: string): Promise<RoomPresent> {
    if (this.#rooms.get(eventId)?.lacksIds) await this.#learn(eventId);
    return this.#rooms.get(eventId)?.present() ?? { online: 0, people: [] };
  }

  hear({ eventId, people, more, away = '', ids = [] }: OnlineHint, from: string): void {
    this.hearOf(from);
    const isNobody = people === '' && more === 0;
    if (!isNobody && this.#heard >= HEARD_MAX && !this.#rooms.has(eventId)) return;
    this.#set(eventId, from, isNobody ? null : { people, more, away, at: this.#now() });
    const room = this.#rooms.get(eventId);
    if (room === undefined) return;
    room.learn(ids);
    this.#noteLack(eventId, room);
    if (!room.lacksIds) this.#endLearning(eventId);
  }

  /** Another node lacks the ids of a room's people. */
  hearAsking(eventId: string): void {
    if (this.#rooms.get(eventId)?.hasOwn) this.#changed.set(eventId, true);
  }

  /** Another node says that it is there. One that is new has to be told everything; it asks for the ids that it needs. */
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
    for (const eventId of this.#learning.keys()) this.#endLearning(eventId);
  }

  #tick(): void {
    this.#ticks += 1;
    this.#expireNodes();
    const told = new Map(this.#changed);
    if (this.#ticks % TICKS_PER_BEAT === 0) {
      this.#expireRooms();
      this.#tell({ is: 'here' });
      addAll(told, this.#again);
      this.#again.clear();
    }
    addAll(this.#again, this.#changed);
    this.#changed.clear();
    this.#askForIds();
    if (this.#nodes.size === 0) return;
    for (const eventId of this.#dueRooms()) if (!told.has(eventId)) this.#tellRoom(eventId, false);
    told.forEach((hasIds, eventId) => this.#tellRoom(eventId, hasIds));
  }

  /** This tick's part of the rooms in which somebody of this node is. */
  *#dueRooms(): Iterable<string> {
    const part = this.#ticks % TICKS_PER_ROUND;
    for (const [eventId, room] of this.#rooms) {
      if (partOf(eventId) === part && room.hasOwn) yield eventId;
    }
  }

  #expireNodes(): void {
    const now = this.#now();
    for (const [from, at] of this.#nodes) if (at < now - NODE_EXPIRY_MS) this.forget(from);
  }

  #expireRooms(): void {
    const before = this.#now() - ROOM_EXPIRY_MS;
    for (const [eventId, room] of this.#rooms) {
      for (const from of room.notToldSince(before)) this.#set(eventId, from, null);
    }
  }

  #changeAll(): void {
    for (const [eventId, room] of this.#rooms) {
      if (room.hasOwn && !this.#changed.has(eventId)) this.#changed.set(eventId, false);
    }
  }

  /** What was asked for may have been lost: it is asked for each second until nothing is lacking. */
  #askForIds(): void {
    for (const eventId of this.#lacking) {
      const room = this.#rooms.get(eventId);
      if (room?.watcher && room.lacksIds) this.#tell({ is: 'who', eventId });
      else this.#lacking.delete(eventId);
    }
  }

  #tellRoom(eventId: string, isNews: boolean): void {
    const room = this.#rooms.get(eventId);
    const own = room?.own() ?? [];
    const people = own.slice(0, NAMED_PEOPLE_MAX).map(({ hash }) => hash);
    const more = own.length - people.length;
    const isFew = own.length <= NAMED_PRESENT_MAX;
    const away = isFew ? own.flatMap(({ hash, isAway }) => (isAway ? hash : [])) : [];
    const hasIds = isNews && isFew && own.length > 0 && room?.present().people !== null;
    this.#tell({
      is: 'online',
      eventId,
      people: people.join(''),
      more,
      ...(away.length > 0 && { away: away.join('') }),
      ...(hasIds && { ids: own.map(({ userId }) => userId) }),
    });
  }

  #learn(eventId: string): Promise<void> {
    this.#tell({ is: 'who', eventId });
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#learning.get(eventId)?.delete(done);
        if (this.#learning.get(eventId)?.size === 0) this.#learning.delete(eventId);
        resolve();
      };
      const timer = setTimeout(done, LEARN_MS);
      this.#learning.set(eventId, (this.#learning.get(eventId) ?? new Set()).add(done));
    });
  }

  #endLearning(eventId: string): void {
    for (const done of this.#learning.get(eventId) ?? []) done();
  }

  #noteLack(eventId: string, room: OnlineRoom): void {
    if (room.watcher !== null && room.lacksIds) this.#lacking.add(eventId);
  }

  #set(eventId: string, from: string, told: Told | null): void {
    const room = this.#roomOf(eventId);
    this.#heard += room.set(from, told);
    this.#dropIfUnused(eventId, room);
  }

  #roomOf(eventId: string): OnlineRoom {
    const room = this.#rooms.get(eventId) ?? new OnlineRoom();
    this.#rooms.set(eventId, room);
    return room;
  }

  #dropIfUnused(eventId: string, room: OnlineRoom): void {
    if (room.isUnused) this.#rooms.delete(eventId);
  }
}

/** With ids where either is. */
function addAll(rooms: Map<string, boolean>, more: ReadonlyMap<string, boolean>): void {
  for (const [eventId, hasIds] of more) rooms.set(eventId, hasIds || rooms.get(eventId) === true);
}

/** Which part of a round tells of a room: ids end in what differs between them. */
function partOf(eventId: string): number {
  let sum = 0;
  for (const letter of eventId.slice(-2)) sum = 7 * sum + letter.charCodeAt(0);
  return sum % TICKS_PER_ROUND;
}
