import {
  compareTypists,
  expireTyping,
  listTypists,
  nextExpiry,
  noTypists,
  removeTypist,
  startTyping,
  stopTyping,
  type Typists,
} from '../domain/typing.ts';
import type { Person } from '../domain/log.ts';
import type { TypingUser } from '../protocol/wire.ts';
import type { ChatServer } from './chat-socket.ts';
import { tellRoom } from './tell.ts';

export interface RoomTyping {
  readonly isTyping: (userId: string) => boolean;
  start(person: Person, deviceId: string): void;
  stop(userId: string, deviceId: string): void;
  /** The person is no longer in the room. */
  remove(userId: string): void;
  list(): TypingUser[];
  dispose(): void;
}

export interface RoomTypingOptions {
  readonly io: ChatServer;
  readonly eventId: string;
  /** How long a typist types without saying so again. */
  readonly typingMs: number;
  readonly now: () => number;
}

/** Who types in one room, told to the room whenever it changes, and cleared by a timer. */
export function createRoomTyping({ io, eventId, typingMs, now }: RoomTypingOptions): RoomTyping {
  let typists: Typists = noTypists;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const become = (next: Typists): void => {
    if (next === typists) return;
    const changes = compareTypists(typists, next);
    typists = next;
    schedule();
    announce(io, eventId, { ...changes, typists: listTypists(next) });
  };

  const schedule = (): void => {
    clearTimeout(timer);
    const at = nextExpiry(typists);
    // A timer may fire a little early by this clock; one more millisecond makes it count.
    if (at !== null) timer = setTimeout(expire, Math.max(0, at - now()) + 1);
  };

  const expire = (): void => {
    become(expireTyping(typists, now()));
    schedule();
  };

  return {
    isTyping: (userId) => typists.has(userId),
    start: ({ id, name }, deviceId) =>
      become(
        startTyping(typists, { userId: id, userName: name, deviceId, until: now() + typingMs }),
      ),
    stop: (userId, deviceId) => become(stopTyping(typists, { userId, deviceId })),
    remove: (userId) => become(removeTypist(typists, userId)),
    list: () => listTypists(typists),
    dispose: () => clearTimeout(timer),
  };
}

interface TypingNews {
  readonly started: readonly TypingUser[];
  readonly stopped: readonly TypingUser[];
  readonly typists: TypingUser[];
}

function announce(io: ChatServer, eventId: string, { started, stopped, typists }: TypingNews) {
  const others = (userId: string) =>
    ({ eventId, kinds: ['seed', 'resume'], except: userId }) as const;
  for (const { userId, userName } of started) {
    tellRoom(io, others(userId), 'user-typing', { userId, userName, eventId });
  }
  for (const { userId } of stopped) tellRoom(io, others(userId), 'user-stopped-typing', userId);
  if (started.length > 0 || stopped.length > 0) {
    tellRoom(io, { eventId, kinds: ['v1'] }, 'typing-changed', { eventId, typists });
  }
}
