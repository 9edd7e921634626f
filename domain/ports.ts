import type { ProtocolError } from '../protocol/errors.ts';
import type { Result } from '../protocol/result.ts';
import type { Draft, LogEntry } from './log.ts';

/** What the log did with a draft. */
export type Appended =
  | { readonly type: 'appended'; readonly entry: LogEntry }
  /** An earlier entry says the same. */
  | { readonly type: 'duplicate'; readonly entry: LogEntry }
  /** The draft says what is so already; nothing was written. */
  | { readonly type: 'unchanged' };

/** One's turn in a line where each waits for those before it, as the requests of a connection do. */
export interface Turn {
  /** Tells once that somebody waits behind, at once where that is so already; nothing after the turn is over. */
  onFollowed(tell: () => void): void;
}

/** The one way into an event's log. */
export interface EventLog {
  /**
   * Appends one draft, or refuses it by the rules of `decide`.
   *
   * Resolves only after the commit, so whatever it answers is durable. Safe to
   * repeat: a draft's ids are unique for ever. Refuses with `unavailable` where
   * the database gave no outcome within 10 s or so, with `overloaded` where too
   * many wait. Never throws for what a user or the database's absence can cause.
   *
   * @param turn Ends with the answer: a reaction that waits for others waits less where its turn keeps somebody waiting.
   */
  append(draft: Draft, turn?: Turn): Promise<Result<Appended, ProtocolError>>;
}

/** A budget is used up until then. */
export interface Exceeded {
  readonly retryAfterMs: number;
}

/** How often something may still be done; `key` is who or what is counted: a person, an address, an account. */
export interface Budget {
  /** Takes one. `null`: it was there. */
  take(key: string): Promise<Exceeded | null>;
}

/** Makes ids that nobody has made before; ours are UUID v7. */
export type NewId = () => string;
