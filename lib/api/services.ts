import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
import type { EventLog, NewId } from '../../domain/ports.ts';
import type { ReadingDeps } from '../../domain/reading.ts';
import type { Accounts } from './auth.ts';
import type { Budgets } from './budgets.ts';
import type { OriginRule } from './origin.ts';
import type { Logger, Wake } from './ports.ts';

/** Everything that handlers need, built once by `createBackend`. */
export interface Services {
  readonly db: Kysely<Database>;
  readonly log: EventLog;
  readonly accounts: Accounts;
  readonly origins: OriginRule;
  readonly budgets: Budgets;
  /** Shared by all requests: what comes at the same time is one statement. */
  readonly reading: Pick<ReadingDeps, 'move' | 'readAccess'>;
  readonly newId: NewId;
  readonly wake: Wake;
  readonly logger: Logger;
}
