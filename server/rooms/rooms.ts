import type { Kysely } from 'kysely';

import { readEntries, readHeads, type LogHead } from '../../db/log-read.ts';
import type { Database } from '../../db/schema.ts';
import type { LogEntry } from '../../domain/log.ts';
import { roomOf, type ChatServer, type ChatSocket } from '../chat-socket.ts';
import { createFeed } from '../feeds/feed.ts';
import type { Limits } from '../../lib/server/limits.ts';
import type { Log } from '../../lib/server/log.ts';
import { createRoomTyping } from '../typing.ts';
import { createRoomCounts } from './counts.ts';
import { endOf, tellClosed } from './notices.ts';
import { Room, type OpenRoom } from './room.ts';

export interface RoomsOptions {
  readonly io: ChatServer;
  readonly db: Kysely<Database>;
  readonly log: Log;
  readonly limits: Limits;
  readonly now: () => number;
}

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
  readonly #options: RoomsOptions;
  readonly #slots = new Map<string, Slot>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#slots.size;
  }

  get open(): readonly OpenRoom[] {
    return [...this.#slots.values()].flatMap(({ open }) => open ?? []);
  }

  /** The room, if this socket is in it. */
  of(socket: ChatSocket, eventId: string): Room | null {
    return this.openOf(socket, eventId)?.room ?? null;
  }

  /** The same, with its feed. */
  openOf(socket: ChatSocket, eventId: string): OpenRoom | null {
    const open = this.#slots.get(eventId)?.open;
    return open?.room.has(socket) ? open : null;
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

  release(eventId: string): void {
    const slot = this.#slots.get(eventId);
    if (slot !== undefined) this.#releaseSlot(eventId, slot);
  }

  /** Takes a socket out of a room; whether it was inside. */
  leave(socket: ChatSocket, eventId: string): boolean {
    const room = this.of(socket, eventId);
    if (room === null) return false;
    room.remove(socket);
    this.#logLeft(socket, eventId);
    this.release(eventId);
    return true;
  }

  /** Takes a socket out of all its rooms. */
  leaveAll(socket: ChatSocket): void {
    for (const eventId of socket.data.joined) this.leave(socket, eventId);
  }

  /** Entries that were committed here, in order. */
  accept(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      const slot = this.#slots.get(entry.eventId);
      if (slot?.open) slot.open.feed.accept(entry);
      else if (slot) slot.woken = Math.max(slot.woken, entry.seq);
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

  /** Compares rooms with their logs' heads: whatever no hint has told is found here. */
  async poll(eventIds = this.open.map(({ room }) => room.eventId)): Promise<boolean> {
    try {
      const asked = this.open.filter(({ room }) => eventIds.includes(room.eventId));
      const heads = await readHeads(this.#options.db, eventIds);
      for (const open of asked) this.#compare(open, heads.get(open.room.eventId));
      return true;
    } catch (error) {
      this.#options.log.warn({ error }, 'The rooms could not be compared with the database');
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

  #compare({ room, feed }: OpenRoom, head: LogHead | undefined): void {
    const { eventId } = room;
    if (this.#slots.get(eventId)?.open?.room !== room) return;
    if (head === undefined) return this.#closeDeleted(room);
    if (head.epoch === room.epoch) return feed.wake(head.seq);
    // Another log under the same id, as after a restore: everybody must start anew.
    this.#options.log.warn({ eventId }, 'An event has a new log; its sockets are reconnected');
    for (const { socket } of room.members) socket.conn.close();
  }

  #closeDeleted(room: Room): void {
    for (const { socket } of room.members) {
      this.leave(socket, room.eventId);
      tellClosed(socket, room.eventId, 'event-deleted');
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
    const { db, log } = this.#options;
    const head = (await readHeads(db, [eventId])).get(eventId);
    if (head === undefined) return null;
    const room = this.#newRoom(head);
    const feed = createFeed({
      head: head.seq,
      read: async (after, limit) => {
        const read = await readEntries(db, { eventId, after, limit });
        return read.epoch === head.epoch ? read.entries : [];
      },
      deliver: (entry) => this.#deliver(room, entry),
      onError: (error) => log.error({ error, eventId }, 'An event could not be followed'),
    });
    return { room, feed };
  }

  #deliver(room: Room, entry: LogEntry): void {
    const out = room.apply(entry);
    if (entry.kind !== 'participation') return;
    for (const socket of out) {
      tellClosed(socket, room.eventId, endOf(entry));
      this.#logLeft(socket, room.eventId);
      this.release(room.eventId);
    }
  }

  #newRoom({ eventId, epoch, seq }: LogHead): Room {
    const { io, db, log, limits, now } = this.#options;
    const room: Room = new Room(
      {
        io,
        eventId,
        epoch,
        crowdedRoomSockets: limits.crowdedRoomSockets,
        typing: createRoomTyping({ io, eventId, typingMs: limits.typingMs, now }),
        counts: createRoomCounts({
          everyMs: limits.countsEveryMs,
          readHead: async () => (await readHeads(db, [eventId])).get(eventId) ?? null,
          online: () => room.online,
          emit: (counts) => {
            const isCrowded = room.members.length > limits.crowdedRoomSockets;
            const to = isCrowded ? roomOf.all(eventId) : roomOf.v1(eventId);
            io.to(to).emit('attendee-counts', counts);
          },
          onError: (error) => log.warn({ error, eventId }, 'A room could not be counted'),
          now,
        }),
      },
      seq,
    );
    return room;
  }

  #logLeft(socket: ChatSocket, eventId: string): void {
    const userId = socket.data.user.id;
    this.#options.log.info({ userId, eventId }, `User ${userId} left event room: ${eventId}`);
  }
}
