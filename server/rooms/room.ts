import type { RoomAccess } from '../../db/rooms.ts';
import type { LogEntry, ParticipationEntry } from '../../domain/log.ts';
import type { Role } from '../../protocol/wire.ts';
import { roomOf, type ChatServer, type ChatSocket } from '../chat-socket.ts';
import type { Feed } from '../feeds/feed.ts';
import type { RoomTyping } from '../typing.ts';
import { tellRoom } from './notices.ts';
import type { RoomCounts } from './counts.ts';

/** A socket that has the room open. */
export interface Member {
  readonly socket: ChatSocket;
  /** The log's head that its right to be here was read at: earlier entries can't end it. */
  readonly authorisedAt: number;
}

/** A join whose right is being read, and what the feed says of its person meanwhile. */
export interface PendingJoin {
  readonly userId: string;
  latest: ParticipationEntry | null;
}

export interface RoomParts {
  readonly io: ChatServer;
  readonly eventId: string;
  readonly epoch: string;
  readonly typing: RoomTyping;
  readonly counts: RoomCounts;
  /** Sockets beyond which `user-joined` and `user-left` go to organisers only. */
  readonly crowdedRoomSockets: number;
}

/** One event's room on this node. Exists while somebody has it open. */
export class Room {
  readonly eventId: string;
  readonly epoch: string;
  readonly typing: RoomTyping;
  readonly counts: RoomCounts;
  readonly #io: ChatServer;
  readonly #crowdedRoomSockets: number;
  readonly #members = new Map<string, Member>();
  readonly #online = new Map<string, number>();
  readonly #pending = new Set<PendingJoin>();
  /** The last entry that went to everybody. */
  #lastToAll: number;

  constructor({ io, eventId, epoch, typing, counts, crowdedRoomSockets }: RoomParts, head: number) {
    this.eventId = eventId;
    this.epoch = epoch;
    this.typing = typing;
    this.counts = counts;
    this.#io = io;
    this.#crowdedRoomSockets = crowdedRoomSockets;
    this.#lastToAll = head;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** People, not sockets. */
  get online(): number {
    return this.#online.size;
  }

  has(socket: ChatSocket): boolean {
    return this.#members.has(socket.id);
  }

  /** Call before the right to join is read, so that no change of it can slip between. */
  expect(userId: string): PendingJoin {
    const pending: PendingJoin = { userId, latest: null };
    this.#pending.add(pending);
    return pending;
  }

  forget(pending: PendingJoin): void {
    this.#pending.delete(pending);
  }

  /** Lets a socket in, in one tick: it gets every entry after the feed's place. */
  add(socket: ChatSocket, { authorisedAt, role }: { authorisedAt: number; role: Role }): void {
    const isNew = !this.#members.has(socket.id);
    this.#members.set(socket.id, { socket, authorisedAt });
    socket.data.joined.add(this.eventId);
    void socket.join([roomOf.all(this.eventId), this.#kindOf(socket)]);
    this.#setOrganiser(socket, role);
    if (isNew) this.#countOnline(socket.data.user.id, 1);
  }

  /** Whether it was in the room. */
  remove(socket: ChatSocket): boolean {
    const { eventId } = this;
    if (!this.#members.delete(socket.id)) return false;
    socket.data.joined.delete(eventId);
    const { all, v1, seed, organisers } = roomOf;
    for (const name of [all, v1, seed, organisers]) void socket.leave(name(eventId));
    this.typing.stop(socket.data.user.id, socket.id);
    this.#countOnline(socket.data.user.id, -1);
    return true;
  }

  /** Hands one entry to those whom it concerns. Returns the sockets that it takes out of the room. */
  apply(entry: LogEntry): readonly ChatSocket[] {
    const out = entry.kind === 'participation' ? this.#follow(entry) : [];
    const isCrowded = this.#members.size > this.#crowdedRoomSockets;
    const after = this.#lastToAll;
    const wentToAll = tellRoom(this.#io, entry, { after, isCrowded });
    if (wentToAll) this.#lastToAll = entry.seq;
    return out;
  }

  dispose(): void {
    this.typing.dispose();
    this.counts.dispose();
  }

  #follow(entry: ParticipationEntry): readonly ChatSocket[] {
    this.counts.touch();
    for (const pending of this.#pending) {
      if (pending.userId === entry.person.id) pending.latest = entry;
    }
    const own = this.members.filter(({ socket }) => socket.data.user.id === entry.person.id);
    if (entry.status !== null) {
      for (const { socket } of own) this.#setOrganiser(socket, entry.role);
      return [];
    }
    const out = own.filter(({ authorisedAt }) => authorisedAt < entry.seq);
    for (const { socket } of out) this.remove(socket);
    return out.map(({ socket }) => socket);
  }

  #setOrganiser(socket: ChatSocket, role: Role): void {
    const room = roomOf.organisers(this.eventId);
    void (role === 'organiser' ? socket.join(room) : socket.leave(room));
  }

  #kindOf(socket: ChatSocket): string {
    return (socket.data.isV1 ? roomOf.v1 : roomOf.seed)(this.eventId);
  }

  #countOnline(userId: string, change: 1 | -1): void {
    const count = (this.#online.get(userId) ?? 0) + change;
    if (count > 0) this.#online.set(userId, count);
    else this.#online.delete(userId);
    if (count === 0 || (count === 1 && change === 1)) this.counts.touch();
  }
}

/** What is true of a person whose right was read while the feed went on: whichever is later in the log. */
export function latestStanding(
  { head, participation }: RoomAccess,
  { latest }: PendingJoin,
): RoomAccess['participation'] {
  if (latest === null || latest.seq <= head.seq) return participation;
  const { status, role } = latest;
  return { status, role, bannedAt: participation?.bannedAt ?? null };
}

/** A room that is open, with what feeds it. */
export interface OpenRoom {
  readonly room: Room;
  readonly feed: Feed;
}
