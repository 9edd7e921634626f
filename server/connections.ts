import type { ChatServer } from './chat-socket.ts';

type SocketId = string;

/** Whose a socket is. */
export interface Owner {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Which sockets a person and a session have on this node, from the moment that they are let in.
 *
 * It stands in for the rooms of Socket.IO, which would keep four sets for each socket: nothing is sent through
 * them here. Socket.IO lets go of whoever ends, also of those whose client is gone before it is connected.
 */
export class Connections {
  readonly #owners = new Map<SocketId, Owner>();
  /** How many each person has. */
  readonly #open = new Map<string, number>();
  /** One socket, as almost always, or several. */
  readonly #bySession = new Map<string, SocketId | Set<SocketId>>();

  /** Takes the place of the rooms' bookkeeping in a server whose sockets join none. */
  constructor(io: ChatServer) {
    const { adapter } = io.of('/');
    // Every socket is put into a room of its own.
    adapter.addAll = () => {};
    adapter.delAll = (id) => this.#forget(id);
  }

  hold(id: SocketId, owner: Owner): void {
    const { userId, sessionId } = owner;
    this.#owners.set(id, owner);
    this.#open.set(userId, this.countOf(userId) + 1);
    const others = this.ofSession(sessionId);
    this.#bySession.set(sessionId, others.length === 0 ? id : new Set([...others, id]));
  }

  countOf(userId: string): number {
    return this.#open.get(userId) ?? 0;
  }

  ofSession(sessionId: string): readonly SocketId[] {
    const ids = this.#bySession.get(sessionId) ?? [];
    return typeof ids === 'string' ? [ids] : [...ids];
  }

  #forget(id: SocketId): void {
    const owner = this.#owners.get(id);
    if (owner === undefined) return;
    const { userId, sessionId } = owner;
    this.#owners.delete(id);
    const open = this.countOf(userId) - 1;
    if (open > 0) this.#open.set(userId, open);
    else this.#open.delete(userId);
    const ids = this.#bySession.get(sessionId);
    if (ids instanceof Set) ids.delete(id);
    if (ids === id || (ids instanceof Set && ids.size === 0)) this.#bySession.delete(sessionId);
  }
}
