import type { Checker } from './checker.ts';

/** One person's connection, in the room. */
export interface Reader {
  /** Says something in the room; `id` is of use for nothing else before. */
  say(id: number, content: string): void;
}

export interface ReaderOptions {
  readonly port: number;
  readonly token: string;
  readonly eventId: string;
  readonly checker: Checker;
  /** Whether what was said was taken. */
  readonly onAnswer: (isOk: boolean) => void;
  /** The connection ended, after it was in the room. */
  readonly onLost: () => void;
}

/** How a connection's way into the room ended. */
export interface Entrance {
  readonly onJoined: () => void;
  readonly onRefused: () => void;
}
