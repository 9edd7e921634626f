import { openDatabase } from '../db/client.ts';
import { findConnectionFailure } from '../db/connection-failure.ts';
import { readSchemaState } from '../db/migrate.ts';
import { readConfig } from '../lib/config.ts';
import { StartFailure } from '../lib/start-failure.ts';
import type { SocketServerConfig } from './config-type.ts';
import { readLimits } from '../lib/server/limits.ts';
import { createLog, type Log } from '../lib/server/log.ts';
import { startSocketServer, type SocketServer } from './start.ts';

/** Beside what stopping takes by its own limit; after that the process is ended whatever it does. */
const FORCE_AFTER_MS = 500;

/** Runs one node until a signal, the end of the parent process, or a fault that must not be survived. */
export async function main(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  try {
    const { logFormat, ...config } = { ...readConfig(env), limits: readLimits(env) };
    const log = createLog({ format: logFormat });
    await requireUsableDatabase(config.databaseUrl);
    const server = await startSocketServer(config, { log }).catch((error: unknown) => {
      throw toStartFailure(error, config);
    });
    stopWhenTold(server, log, config.limits.stopMs);
    log.info({ port: server.port }, `Socket.IO server running on port ${server.port}`);
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    for (const line of error.lines) process.stderr.write(`${line}\n`);
    process.exit(1);
  }
}

async function requireUsableDatabase(url: string): Promise<void> {
  const failure = await findConnectionFailure(url);
  if (failure !== undefined) throw new StartFailure(failure);
  await using database = openDatabase({ url, max: 1, name: 'hallway schema check' });
  switch (await readSchemaState(database.db)) {
    case 'current':
      return;
    case 'behind':
      throw new StartFailure(
        'The database is older than this version of Hallway: run "npm run db:migrate", then start again.',
      );
    case 'newer':
      throw new StartFailure(
        'The database is newer than this version of Hallway: update Hallway, then start again.',
      );
  }
}

function toStartFailure(error: unknown, { socketPort, host }: SocketServerConfig): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new StartFailure(
        `Port ${socketPort} is in use by another program: stop that program, or choose another port with SOCKET_PORT.`,
      );
    case 'EACCES':
      return new StartFailure(
        `Port ${socketPort} may not be used by this user: choose one above 1023 with SOCKET_PORT.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartFailure(`This machine has no address "${host}": correct HOST.`);
    default:
      return error;
  }
}

function stopWhenTold(server: SocketServer, log: Log, stopMs: number): void {
  let isStopping = false;
  const stop = (exitCode: number): void => {
    if (isStopping) return;
    isStopping = true;
    const force = setTimeout(() => process.exit(exitCode || 1), stopMs + FORCE_AFTER_MS);
    (force as unknown as NodeJS.Timeout).unref();
    server[Symbol.asyncDispose]().then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  const onSignal = (signal: string): void => {
    if (!isStopping) log.info(`Socket.IO server stopping: ${signal}`);
    stop(0);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.once('disconnect', () => onSignal('its parent process is gone'));
  // After one of these nothing can be relied on, so the process ends; it does not keep going.
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      log.fatal({ error }, `A fault that must not happen: ${fault}`);
      stop(1);
    });
  }
}
