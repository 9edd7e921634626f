import type { Kysely } from 'kysely';

import type { Jobs } from '../../db/jobs.ts';
import type { Database } from '../../db/schema.ts';
import type { EventLog, NewId } from '../../domain/ports.ts';
import type { CreatePollDeps } from '../../domain/poll.ts';
import type { PresenceDeps } from '../../domain/presence.ts';
import type { ReadingDeps } from '../../domain/reading.ts';
import type { Accounts } from './auth.ts';
import type { Budgets } from './budgets.ts';
import type { ExportFiles } from './exports/export-files.ts';
import type { BackgroundLoop } from './background-loop.ts';
import type { Files } from './files/files.ts';
import type { OriginRule } from './origin.ts';
import type { Logger, Wake } from './ports.ts';

/** Everything that handlers need, built once by `createBackend`. */
export interface Services {
  readonly db: Kysely<Database>;
  readonly log: EventLog;
  readonly jobs: Pick<Jobs, 'open' | 'enqueue'>;
  readonly accounts: Accounts;
  readonly origins: OriginRule;
  readonly budgets: Budgets;
  /** Shared by all requests: what comes at the same time is one statement. */
  readonly reading: Pick<ReadingDeps, 'move' | 'readAccess'>;
  readonly presence: PresenceDeps;
  readonly closeLater: CreatePollDeps['closeLater'];
  /** The push services that browsers may be notified by. */
  readonly pushHosts: readonly string[];
  /** The files of exports, and who makes them. */
  readonly exports: { readonly files: ExportFiles } & Pick<BackgroundLoop, 'wake'>;
  readonly files: Files;
  readonly newId: NewId;
  readonly wake: Wake;
  readonly logger: Logger;
}
