import { join } from 'node:path';

import { v4, v7 } from 'uuid';

import { deleteAccount, mergeGuest } from '../../db/accounts.ts';
import { openDatabase, type DatabaseHandle } from '../../db/client.ts';
import { createGroupCommit } from '../../db/group-commit.ts';
import { countListeners } from '../../db/listen.ts';
import { closeLater as closePollLater } from '../../db/polls-due.ts';
import { createPresentReader } from '../../db/present-people.ts';
import type { LogEntry } from '../../domain/log.ts';
import { groupMentionIn, mentionedBy } from '../../domain/mentions.ts';
import { mayBePushed } from '../../domain/push.ts';
import { Jobs } from '../../db/jobs.ts';
import { createPositionMover } from '../../db/reading-positions.ts';
import { createRoomAccessReader } from '../../db/rooms.ts';
import { readConfig, type Config } from '../config.ts';
import { defaultPushConfig } from '../server/push-config.ts';
import type { Hint } from '../server/bus/hints.ts';
import { openSender } from '../server/bus/sender.ts';
import { defaultLimits, readLimits, type Limits } from '../server/limits.ts';
import { createLog } from '../server/log.ts';
import { createAccounts } from './auth.ts';
import { createBroadcast, type Broadcast } from './broadcast.ts';
import { createBudgets } from './budgets.ts';
import { exportFilesIn } from './exports/export-files.ts';
import { createExportWorker } from './exports/export-worker.ts';
import { createFiles } from './files/files.ts';
import { handle } from './handle.ts';
import { createOriginRule } from './origin.ts';
import type { Logger, Wake } from './ports.ts';
import { createPresenceAsker } from './presence-asker.ts';
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
    | 'production'
    | 'databaseUrl'
    | 'authSecret'
    | 'appUrl'
    | 'allowedOrigins'
    | 'logFormat'
    | 'dataFolder'
  > &
    Partial<Pick<Config, 'redisUrl' | 'push' | 'filesFolder' | 's3' | 'clamd'>>;
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
  const { wake, tell, close } = createWake(config, logger);
  const log = createLogOf(handleDb, { wake, logger });
  const jobs = new Jobs(handleDb.pool, {
    onError: (error) => logger.warn({ error }, 'The queues of jobs could not be asked'),
  });
  const asker = createPresenceAsker({
    databaseUrl: config.databaseUrl,
    tell,
    countNodes: () => countListeners(handleDb.db),
  });
  const presence = {
    present: asker.ask,
    readPeople: createPresentReader(handleDb.db),
    readAccess: createRoomAccessReader(handleDb.db),
  };
  const { exports, worker } = createExports(handleDb, config.dataFolder, logger);
  const files = createFilesOf(handleDb, { options, logger });
  const parts = { log, jobs, wake, logger, presence, exports, files };
  const services = await createServices({ options, database: handleDb, ...parts });
  const indexer = createSearchIndexer(handleDb.db, logger);
  return {
    handle(name, request, params) {
      indexer.start();
      worker.start();
      files.keeper.start();
      return handle(services, { name, request, params });
    },
    broadcast: createBroadcast(log),
    async [Symbol.asyncDispose]() {
      await worker[Symbol.asyncDispose]();
      await indexer[Symbol.asyncDispose]();
      await files[Symbol.asyncDispose]();
      await asker[Symbol.asyncDispose]();
      await log.settle();
      await jobs.stop();
      await close();
      await handleDb[Symbol.asyncDispose]();
    },
  };
}

function createExports({ db }: DatabaseHandle, folder: string, logger: Logger) {
  const files = exportFilesIn(join(folder, 'exports'));
  const worker = createExportWorker({ db, files, logger });
  return { worker, exports: { files, wake: worker.wake } };
}

const createLogOf = (
  database: DatabaseHandle,
  { wake, logger }: Pick<Services, 'wake' | 'logger'>,
) =>
  createGroupCommit({
    database,
    onCommitted: wake.entries,
    onError: (error) => logger.error({ error }, 'Appending to the log failed'),
    onRenewed: (renewed) =>
      logger.warn({ ...renewed }, 'Logs have lost their tail; their readers start anew'),
  });

const createFilesOf = (
  { db }: DatabaseHandle,
  { options, logger }: { readonly options: BackendOptions; readonly logger: Logger },
) =>
  createFiles({
    db,
    logger,
    config: { filesFolder: undefined, s3: undefined, clamd: undefined, ...options.config },
    limits: { ...defaultLimits, ...options.limits },
  });

/** As `createBackend`, from the process's environment; throws `StartFailure` where that is not enough. */
export const createBackendFromEnvironment = (): Promise<Backend> =>
  createBackend({ config: readConfig(process.env), limits: readLimits(process.env) });

interface Parts extends Pick<
  Services,
  'log' | 'jobs' | 'wake' | 'logger' | 'presence' | 'exports' | 'files'
> {
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
  const { readAccess } = parts.presence;
  const reading = { move: createPositionMover(db), readAccess };
  const { jobs } = parts;
  const closeLater: Services['closeLater'] = (due) => closePollLater({ db, jobs }, due);
  const { hosts: pushHosts } = config.push ?? defaultPushConfig;
  const own = { reading, closeLater, pushHosts, newId: () => v7() };
  return { ...parts, db, accounts, origins, budgets, ...own };
}

interface Waking {
  readonly wake: Wake;
  /** Tells the nodes. */
  readonly tell: (hint: Hint) => void;
  readonly close: () => Promise<void>;
}

function createWake(
  { databaseUrl, redisUrl, authSecret }: BackendOptions['config'],
  log: Logger,
): Waking {
  const sender = openSender({ databaseUrl, redisUrl, authSecret, processId: v4(), log });
  const tell = (eventId: string, head: number | null): void =>
    sender.tell({ is: 'head', eventId, head });
  const wakeFor = (entry: LogEntry): void => {
    const { eventId, seq } = entry;
    tell(eventId, seq);
    for (const userId of mentionedBy(entry))
      sender.tell({ is: 'reading', eventId, userId, isBack: false });
    const called = groupMentionIn(entry);
    if (called !== null) sender.tell({ is: 'group-mention', ...called });
    if (mayBePushed(entry)) sender.tell({ is: 'push' });
  };
  return {
    tell: sender.tell,
    wake: {
      entries: (committed) => committed.forEach(wakeFor),
      eventDeleted: (eventId) => tell(eventId, null),
      visibilityChanged: (userId) => sender.tell({ is: 'visibility', userId }),
      readingMoved: (moved) => sender.tell({ is: 'reading', ...moved }),
      voted: (voted) => sender.tell({ is: 'vote', ...voted }),
    },
    close: async () => sender[Symbol.asyncDispose](),
  };
}
