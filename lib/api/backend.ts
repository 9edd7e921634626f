import { join } from 'node:path';

import { openDatabase, type DatabaseHandle } from '../../db/client.ts';
import { createGroupCommit } from '../../db/group-commit.ts';
import { Jobs } from '../../db/jobs.ts';
import { countListeners } from '../../db/listen.ts';
import { createPresentReader } from '../../db/present-people.ts';
import { createRoomAccessReader } from '../../db/rooms.ts';
import { readConfig } from '../config.ts';
import { defaultLimits, readLimits } from '../server/limits.ts';
import { createLog } from '../server/log.ts';
import type { BackendOptions } from './backend-options.ts';
import { createBroadcast, type Broadcast } from './broadcast.ts';
import { createServices } from './create-services.ts';
import { exportFilesIn } from './exports/export-files.ts';
import { createExportWorker } from './exports/export-worker.ts';
import { createFiles } from './files/files.ts';
import { handle } from './handle.ts';
import type { Logger } from './ports.ts';
import { createPresenceAsker } from './presence-asker.ts';
import type { Params } from './route.ts';
import type { RouteName } from './routes.ts';
import { createSearchIndexer } from './search-indexer.ts';
import type { Services } from './services.ts';
import { createWake } from './waking.ts';

/** Connections of the API to the database; the socket server has its own. */
const POOL_MAX = 10;

/** The API's server side: what `app/api` and `lib/socket-broadcast.ts` hand over to. */
export interface Backend extends AsyncDisposable {
  /** Answers one request; never rejects. */
  readonly handle: (name: RouteName, request: Request, params: Params) => Promise<Response>;
  readonly broadcast: Broadcast;
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
  const files = createFilesOf(handleDb, { options, logger });
  const { exports, worker } = createExports(handleDb, config.dataFolder, { files, logger });
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

function createExports(
  { db }: DatabaseHandle,
  folder: string,
  { files: { store: openStore }, logger }: Pick<Services, 'files' | 'logger'>,
) {
  const files = exportFilesIn(join(folder, 'exports'));
  const worker = createExportWorker({ db, files, openStore, logger });
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
