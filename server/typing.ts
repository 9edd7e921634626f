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
import { createOwnTypists } from './bus/own-typists.ts';
import { isRemote, type RemoteTypist, type SharedTypists } from './bus/typists.ts';
import type { TellMembers } from './rooms/tell-members.ts';

export interface RoomTyping {
  /** Whether somebody types on this node. */
  readonly isTyping: (userId: string) => boolean;
  start(person: Person, deviceId: string): void;
  stop(userId: string, deviceId: string): void;
  /** The person is no longer in the room. */
  remove(userId: string): void;
  list(): TypingUser[];
  dispose(): void;
}

export interface RoomTypingOptions {
  readonly eventId: string;
  readonly tell: TellMembers;
  /** How long a typist types without saying so again. */
  readonly typingMs: number;
  readonly now: () => number;
  /** The other nodes. */
  readonly typists: SharedTypists;
}

/**
 * Who types in one room, on whichever node, told to the room whenever it changes,
 * and cleared by a timer. Each node decides of its own people, and tells the others.
 */
export function createRoomTyping(options: RoomTypingOptions): RoomTyping {
  const { eventId, typingMs, now, typists: others } = options;
  let typists: Typists = noTypists;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const own = createOwnTypists({
    tell: (person, forMs) => others.tell(eventId, person, forMs),
    typingMs,
    now,
  });

  const become = (next: Typists): void => {
    if (next === typists) return;
    const changes = compareTypists(typists, next);
    typists = next;
    schedule();
    announce(options, { ...changes, typists: listTypists(next) });
    own.keep((id) => typesHere(next, id));
  };

  const hear = ({ userId, userName, deviceId, forMs }: RemoteTypist): void =>
    become(
      forMs > 0
        ? startTyping(typists, { userId, userName, deviceId, until: now() + forMs })
        : stopTyping(typists, { userId, deviceId }),
    );

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

  const close = others.open(eventId, hear);
  return {
    isTyping: (userId) => typesHere(typists, userId),
    start(person, deviceId) {
      const { id: userId, name: userName } = person;
      become(startTyping(typists, { userId, userName, deviceId, until: now() + typingMs }));
      own.tell(person);
    },
    stop: (userId, deviceId) => become(stopTyping(typists, { userId, deviceId })),
    remove: (userId) => become(removeTypist(typists, userId)),
    list: () => listTypists(typists),
    dispose() {
      clearTimeout(timer);
      own.keep(() => false);
      close();
    },
  };
}

/** Whether one of the devices is this node's own; a remote node is a device with a name that no socket has. */
const typesHere = (typists: Typists, userId: string): boolean =>
  [...(typists.get(userId)?.untilByDevice.keys() ?? [])].some((id) => !isRemote(id));

interface TypingNews {
  readonly started: readonly TypingUser[];
  readonly stopped: readonly TypingUser[];
  readonly typists: TypingUser[];
}

function announce(
  { eventId, tell }: RoomTypingOptions,
  { started, stopped, typists }: TypingNews,
): void {
  const others = (userId: string) => ({ kinds: ['seed', 'resume'], except: userId }) as const;
  for (const { userId, userName } of started) {
    tell(others(userId), 'user-typing', { userId, userName, eventId });
  }
  for (const { userId } of stopped) tell(others(userId), 'user-stopped-typing', userId);
  if (started.length > 0 || stopped.length > 0) {
    tell({ kinds: ['v1'] }, 'typing-changed', { eventId, typists });
  }
}
