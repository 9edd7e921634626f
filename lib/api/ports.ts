import type { Voted } from '../../domain/poll.ts';
import type { QuestionVoted } from '../../domain/question.ts';
import type { MovedReading } from '../../domain/reading.ts';
import type { LogEntry } from '../../domain/log.ts';

/** What the API says to whoever runs it. Never a token, never a message's text. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Wakes the socket servers after a commit; a hint that may be lost. */
export interface Wake {
  readonly entries: (entries: readonly LogEntry[]) => void;
  readonly eventDeleted: (eventId: string) => void;
  /** Somebody has chosen whether they are shown. */
  readonly visibilityChanged: (userId: string) => void;
  /** Somebody's reading position is another one. */
  readonly readingMoved: (moved: MovedReading) => void;
  /** Somebody has voted in a poll. */
  readonly voted: (voted: Voted) => void;
  /** Somebody wants a question answered, or no longer. */
  readonly questionVoted: (voted: QuestionVoted) => void;
}
