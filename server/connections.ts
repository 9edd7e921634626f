import type { ChatServer } from './chat-socket.ts';

type SocketId = string;

/** One socket, as almost always, or several. */
type Index = Map<string, SocketId | Set<SocketId>>;

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
  readonly #byPerson: Index = new Map();
  readonly #bySession: Index = new Map();

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
    add(this.#byPerson, userId, id);
    add(this.#bySession, sessionId, id);
  }

  /** Everybody who has a socket here. */
  people(): Iterable<string> {
    return this.#byPerson.keys();
  }

  countOf(userId: string): number {
    const ids = this.#byPerson.get(userId);
    if (ids === undefined) return 0;
    return typeof ids === 'string' ? 1 : ids.size;
  }

  ofPerson(userId: string): readonly SocketId[] {
    return listOf(this.#byPerson, userId);
  }

  ofSession(sessionId: string): readonly SocketId[] {
    return listOf(this.#bySession, sessionId);
  }

  #forget(id: SocketId): void {
    const owner = this.#owners.get(id);
    if (owner === undefined) return;
    const { userId, sessionId } = owner;
    this.#owners.delete(id);
    drop(this.#byPerson, userId, id);
    drop(this.#bySession, sessionId, id);
  }
}

function add(index: Index, key: string, id: SocketId): void {
  const others = index.get(key);
  if (others === undefined) index.set(key, id);
  else if (typeof others === 'string') index.set(key, new Set([others, id]));
  else others.add(id);
}

function drop(index: Index, key: string, id: SocketId): void {
  const ids = index.get(key);
  if (ids instanceof Set) ids.delete(id);
  if (ids === id || (ids instanceof Set && ids.size === 0)) index.delete(key);
}

function listOf(index: Index, key: string): readonly SocketId[] {
  const ids = index.get(key) ?? [];
  return typeof ids === 'string' ? [ids] : [...ids];
}
