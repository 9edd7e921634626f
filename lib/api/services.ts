import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
import type { LogEntry } from '../../domain/log.ts';
import type { Budget, EventLog, NewId } from '../../domain/ports.ts';
import type { Accounts } from './auth.ts';
import type { Budgets } from './budgets.ts';
import type { OriginRule } from './origin.ts';

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
}

/** Everything that handlers need, built once by `createBackend`. */
export interface Services {
  readonly db: Kysely<Database>;
  readonly log: EventLog;
  readonly accounts: Accounts;
  readonly origins: OriginRule;
  readonly budgets: Budgets;
  readonly messageBudget: Budget;
  readonly newId: NewId;
  readonly wake: Wake;
  readonly logger: Logger;
}
