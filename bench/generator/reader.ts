import type { Checker } from './checker.ts';

/** One person's connection. */
export interface Reader {
  /** Comes into one more room; rejects where it is not let in, and then ends. */
  join(eventId: string, checker: Checker): Promise<void>;
  /** Says something in a room; `id` is of use for nothing else before. */
  say(eventId: string, id: number, content: string): void;
  /** Ends the connection; nothing is owed to it any more. */
  leave(): void;
}

export interface ReaderOptions {
  readonly port: number;
  readonly token: string;
  /** Whether what was said was taken. */
  readonly onAnswer: (isOk: boolean) => void;
  /** The connection ended, after it was in a room. */
  readonly onLost: () => void;
}

/** How an attempt to come in ended. */
export interface Entrance {
  readonly onIn: () => void;
  readonly onRefused: () => void;
}
