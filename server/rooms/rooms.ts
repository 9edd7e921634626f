import { renewEpoch } from '../../db/epochs.ts';
import { readHeads, type LogHead } from '../../db/log-read.ts';
import type { LogEntry } from '../../domain/log.ts';
import type { ChatSocket } from '../chat-socket.ts';
import { slices } from '../slices.ts';
import { tellClosed } from './closing.ts';
import { createOpenRoom, type OpenRoomDeps } from './open-room.ts';
import type { OpenRoom, Room } from './room.ts';

/** A room while somebody holds it: a join under way, or a socket inside. */
interface Slot {
  holders: number;
  /** The furthest that anybody spoke of while the feed was starting. */
  woken: number;
  open: OpenRoom | null;
  readonly started: Promise<OpenRoom | null>;
}

/** All rooms that are open on this node. A room that nobody holds is freed. */
export class Rooms {
  readonly #deps: OpenRoomDeps;
  readonly #slots = new Map<string, Slot>();

  constructor(deps: OpenRoomDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#slots.size;
  }

  get open(): readonly OpenRoom[] {
    return [...this.#slots.values()].flatMap(({ open }) => open ?? []);
  }

  /** The room, if this socket is in it. */
  of(socket: ChatSocket, eventId: string): Room | null {
    const room = this.#slots.get(eventId)?.open?.room;
    return room?.has(socket) ? room : null;
  }

  /**
   * Opens a room, with its feed running, and holds it until {@link release}.
   * @returns null where there is no such event; nothing is held then.
   */
  async hold(eventId: string): Promise<OpenRoom | null> {
    const slot = this.#slots.get(eventId) ?? this.#newSlot(eventId);
    slot.holders += 1;
    try {
      const open = await slot.started;
      if (open === null) this.#releaseSlot(eventId, slot);
      return open;
    } catch (error) {
      this.#releaseSlot(eventId, slot);
      throw error;
    }
  }

  release(room: Room): void {
    const slot = this.#slots.get(room.eventId);
    if (slot?.open?.room === room) this.#releaseSlot(room.eventId, slot);
  }

  /** Takes a socket out of a room; whether it was inside. */
  leave(socket: ChatSocket, eventId: string): boolean {
    const room = this.#slots.get(eventId)?.open?.room;
    if (!room?.remove(socket)) return false;
    this.#logLeft(socket, eventId);
    this.release(room);
    return true;
  }

  /** Takes a socket out of all its rooms. */
  leaveAll(socket: ChatSocket): void {
    for (const eventId of socket.data.joined.keys()) this.leave(socket, eventId);
  }

  /**
   * Entries that were committed here, in order.
   * @param epochs The log that each event's entries belong to.
   */
  accept(entries: readonly LogEntry[], epochs: ReadonlyMap<string, string>): void {
    for (const entry of entries) {
      const slot = this.#slots.get(entry.eventId);
      if (slot === undefined) continue;
      if (slot.open === null) slot.woken = Math.max(slot.woken, entry.seq);
      else if (slot.open.room.epoch === epochs.get(entry.eventId)) slot.open.feed.accept(entry);
      // Of another log than the one that the room has been showing.
      else this.#renew(slot.open.room);
    }
  }

  /** Somebody says that an event's log goes up to here, or that the event is gone. */
  wake(eventId: string, head: number | null): void {
    const slot = this.#slots.get(eventId);
    if (slot === undefined) return;
    if (head === null) void this.poll([eventId]);
    else if (slot.open) slot.open.feed.wake(head);
    else slot.woken = Math.max(slot.woken, head);
  }

  /** Compares rooms with their logs' heads, some hundred at once: whatever no hint has told is found here. */
  async poll(eventIds: readonly string[] = [...this.#slots.keys()]): Promise<boolean> {
    try {
      for (const some of slices(eventIds)) await this.#pollSome(some);
      return true;
    } catch (error) {
      this.#deps.log.warn({ error }, 'The rooms could not be compared with the database');
      return false;
    }
  }

  dispose(): void {
    for (const { room, feed } of this.open) {
      feed.stop();
      room.dispose();
    }
    this.#slots.clear();
  }

  async #pollSome(eventIds: readonly string[]): Promise<void> {
    const opened = eventIds.flatMap((eventId) => this.#slots.get(eventId)?.open ?? []);
    // What was delivered before the heads are read can't be beyond them.
    const asked = opened.map((open) => ({ open, delivered: open.feed.delivered() }));
    const heads = await readHeads(
      this.#deps.db,
      opened.map(({ room }) => room.eventId),
    );
    for (const { open, delivered } of asked) {
      await this.#compare(open, heads.get(open.room.eventId), delivered);
    }
  }

  async #compare(
    { room, feed }: OpenRoom,
    head: LogHead | undefined,
    deliveredSeq: number,
  ): Promise<void> {
    if (room.isOver) return;
    if (head === undefined) return this.#closeDeleted(room);
    const { eventId, epoch } = room;
    // It has lost entries that people have seen: whatever gets their numbers must be another log.
    const isShorter = head.epoch === epoch && head.seq < deliveredSeq;
    if (isShorter) await renewEpoch(this.#deps.db, { eventId, epoch, deliveredSeq });
    if (isShorter || head.epoch !== epoch) return this.#renew(room);
    feed.wake(head.seq);
  }

  /** Another log stands under the same id, as after a restore: everybody must start anew. */
  #renew(room: Room): void {
    const slot = this.#slots.get(room.eventId);
    if (slot?.open?.room !== room) return;
    const { eventId } = room;
    this.#deps.log.warn({ eventId }, 'An event has a new log; its sockets are reconnected');
    this.#slots.delete(eventId);
    slot.open.feed.stop();
    room.close();
  }

  #closeDeleted(room: Room): void {
    for (const socket of room.sockets) {
      this.leave(socket, room.eventId);
      tellClosed(socket, room.eventId, { reason: 'event-deleted' });
    }
  }

  #newSlot(eventId: string): Slot {
    const slot: Slot = { holders: 0, woken: 0, open: null, started: this.#start(eventId) };
    this.#slots.set(eventId, slot);
    void this.#follow(slot);
    return slot;
  }

  async #follow(slot: Slot): Promise<void> {
    try {
      slot.open = await slot.started;
      slot.open?.feed.wake(slot.woken);
    } catch {
      // Whoever asked for the room is told.
    }
  }

  #releaseSlot(eventId: string, slot: Slot): void {
    slot.holders -= 1;
    if (slot.holders > 0 || this.#slots.get(eventId) !== slot) return;
    this.#slots.delete(eventId);
    slot.open?.feed.stop();
    slot.open?.room.dispose();
  }

  async #start(eventId: string): Promise<OpenRoom | null> {
    const head = (await readHeads(this.#deps.db, [eventId])).get(eventId);
    if (head === undefined) return null;
    const open: OpenRoom = createOpenRoom(this.#deps, head, {
      onOtherLog: () => this.#renew(open.room),
      onPutOut: (socket, ending) => {
        tellClosed(socket, eventId, ending);
        this.#logLeft(socket, eventId);
        this.release(open.room);
      },
    });
    return open;
  }

  #logLeft(socket: ChatSocket, eventId: string): void {
    const userId = socket.data.user.id;
    this.#deps.log.info({ userId, eventId }, `User ${userId} left event room: ${eventId}`);
  }
}
