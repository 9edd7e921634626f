import { v4, v7 } from 'uuid';

import { deleteAccount, mergeGuest } from '../../db/accounts.ts';
import { openDatabase, type DatabaseHandle } from '../../db/client.ts';
import { createGroupCommit } from '../../db/group-commit.ts';
import { createPositionMover } from '../../db/reading-positions.ts';
import { createRoomAccessReader } from '../../db/rooms.ts';
import { readConfig, type Config } from '../config.ts';
import { openSender } from '../server/bus/sender.ts';
import { defaultLimits, readLimits, type Limits } from '../server/limits.ts';
import { createLog } from '../server/log.ts';
import { createAccounts } from './auth.ts';
import { createBroadcast, type Broadcast } from './broadcast.ts';
import { createBudgets } from './budgets.ts';
import { handle } from './handle.ts';
import { createOriginRule } from './origin.ts';
import type { Logger, Wake } from './ports.ts';
import type { Params } from './route.ts';
import type { RouteName } from './routes.ts';
import { createSearchIndexer } from './search-indexer.ts';
import type { Services } from './services.ts';

/** Connections of the API to the database; the socket server has its own. */
const POOL_MAX = 10;

/** The API's server side: what `app/api` and `lib/socket-broadcast.ts` hand over to. */
export interface Backend extends AsyncDisposable {
  /** Answers one request; never rejects. */
  readonly handle: (name: RouteName, request: Request, params: Params) => Promise<Response>;
  readonly broadcast: Broadcast;
}

export interface BackendOptions {
  readonly config: Pick<
    Config,
    'production' | 'databaseUrl' | 'authSecret' | 'appUrl' | 'allowedOrigins' | 'logFormat'
  > &
    Partial<Pick<Config, 'redisUrl'>>;
  readonly logger?: Logger;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>;
}

/**
 * Builds the API's server side. Connects at the first request. Disposing it
 * finishes what is under way and closes its connections.
 */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { config } = options;
  const logger = options.logger ?? createLog({ format: config.logFormat });
  const handleDb = openDatabase({
    url: config.databaseUrl,
    max: POOL_MAX,
    name: 'hallway api',
    onIdleError: (error) => logger.warn({ error }, 'A database connection was lost'),
  });
  const { wake, close } = createWake(config, logger);
  const log = createGroupCommit({
    database: handleDb,
    onCommitted: wake.entries,
    onError: (error) => logger.error({ error }, 'Appending to the log failed'),
    onRenewed: (renewed) =>
      logger.warn({ ...renewed }, 'Logs have lost their tail; their readers start anew'),
  });
  const services = await createServices({ options, database: handleDb, log, wake, logger });
  const indexer = createSearchIndexer(handleDb.db, logger);
  return {
    handle(name, request, params) {
      indexer.start();
      return handle(services, { name, request, params });
    },
    broadcast: createBroadcast(log),
    async [Symbol.asyncDispose]() {
      await indexer[Symbol.asyncDispose]();
      await log.settle();
      await close();
      await handleDb[Symbol.asyncDispose]();
    },
  };
}

/** As `createBackend`, from the process's environment; throws `StartFailure` where that is not enough. */
export const createBackendFromEnvironment = (): Promise<Backend> =>
  createBackend({ config: readConfig(process.env), limits: readLimits(process.env) });

interface Parts extends Pick<Services, 'log' | 'wake' | 'logger'> {
  readonly options: BackendOptions;
  readonly database: DatabaseHandle;
}

async function createServices({ options, database, ...parts }: Parts): Promise<Services> {
  const { config, limits } = options;
  const { db, pool } = database;
  const { logger, wake } = parts;
  const origins = createOriginRule(config);
  const budgets = createBudgets({ ...defaultLimits, ...limits });
  const accounts = await createAccounts({
    db,
    pool,
    secret: config.authSecret,
    appUrl: config.appUrl,
    allowedOrigins: config.allowedOrigins,
    origins,
    logger,
    onDelete: async (userId) => wake.entries(await deleteAccount(db, userId)),
    onGuestSignsIn: async (guestId, accountId) => {
      // A sign-in must not fail on it: then the guest stays as they were.
      await mergeGuest(db, { guestId, accountId }).then(wake.entries, (error: unknown) =>
        logger.error({ error, guestId, accountId }, 'Handing a guest over failed'),
      );
    },
  });
  const reading = { move: createPositionMover(db), readAccess: createRoomAccessReader(db) };
  return { ...parts, db, accounts, origins, budgets, reading, newId: () => v7() };
}

function createWake(
  { databaseUrl, redisUrl, authSecret }: BackendOptions['config'],
  log: Logger,
): { readonly wake: Wake; readonly close: () => Promise<void> } {
  const sender = openSender({ databaseUrl, redisUrl, authSecret, processId: v4(), log });
  const tell = (eventId: string, head: number | null): void =>
    sender.tell({ is: 'head', eventId, head });
  return {
    wake: {
      entries: (committed) => committed.forEach(({ eventId, seq }) => tell(eventId, seq)),
      eventDeleted: (eventId) => tell(eventId, null),
      readingMoved: (moved) => sender.tell({ is: 'reading', ...moved }),
    },
    close: async () => sender[Symbol.asyncDispose](),
  };
}
