import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findConnectionFailure } from '../db/connection-failure.ts';
import type * as Backend from '../lib/api/backend.ts';
import { provideBackend } from '../lib/api/load-backend.ts';
import { readConfig, type Config } from '../lib/config.ts';
import { StartFailure } from '../lib/start-failure.ts';
import { readLimits, type Limits } from '../lib/server/limits.ts';
import { createLog, type Log } from '../lib/server/log.ts';
import { API_BACKEND, APP, SOCKET_SERVER } from './build/places.ts';
import { loadEnvironmentFile } from './environment.ts';
import { ROOT, SOCKET_SERVER_FLAGS, WATCH_PARENT } from './processes.ts';
import { createAppServer } from './serve/app-server.ts';
import { closeServer, listenAsApp } from './serve/listen.ts';
import { listenForStop } from './signals.ts';

/** Less than the ten seconds that service managers give. */
const CLOSE_LIMIT_MS = 8_000;

/**
 * `npm run serve`: both servers in production mode, from what `npm run build` made; with `-- app` or
 * `-- sockets` only the one, as where they run on machines of their own. Needs DATABASE_URL and AUTH_SECRET.
 * SIGTERM stops them in order; if the socket server ends on its own, so does this.
 */
export async function main(args: readonly string[]): Promise<number> {
  const wanted = readParts(args);
  loadEnvironmentFile();
  const env = { ...process.env, NODE_ENV: 'production' } as const;
  const config = readConfig(env);
  requireBuild();
  const failure = await findConnectionFailure(config.databaseUrl);
  if (failure !== undefined) throw new StartFailure(failure);
  const log = createLog({ format: config.logFormat });
  const stop = listenForStop();
  const parts = [
    ...(wanted.has('app') ? [await startApp({ config, limits: readLimits(env), log })] : []),
    ...(wanted.has('sockets') ? [startSockets(env)] : []),
  ];
  const lost = Promise.race(parts.map(({ ended }) => ended));
  const code = await Promise.race([
    stop.wished.then(() => 0),
    lost.then((exitCode) => exitCode || 1),
  ]);
  if (code !== 0 && !stop.isWished()) log.error({}, 'The socket server ended; stopping');
  await Promise.all(parts.map((part) => part.stop()));
  return stop.isWished() ? 0 : code;
}

const PARTS = ['app', 'sockets'];

/** One of the two servers. */
interface Part {
  /** The exit code, should it end by itself. */
  readonly ended: Promise<number>;
  stop(): Promise<unknown>;
}

function readParts(args: readonly string[]): ReadonlySet<string> {
  if (args.some((arg) => !PARTS.includes(arg))) {
    throw new StartFailure(`Use: npm run serve, or npm run serve -- ${PARTS.join(' | ')}`);
  }
  return new Set(args.length === 0 ? PARTS : args);
}

function requireBuild(): void {
  if ([APP, API_BACKEND, SOCKET_SERVER].every((path) => existsSync(path))) return;
  throw new StartFailure('There is no build yet: run "npm run build" first.');
}

interface AppParts {
  readonly config: Config;
  readonly limits: Limits;
  readonly log: Log;
}

async function startApp({ config, limits, log }: AppParts): Promise<Part> {
  const { createBackend }: typeof Backend = createRequire(import.meta.url)(API_BACKEND);
  const backend = await createBackend({ config, limits, logger: log });
  provideBackend(backend);
  const server = createAppServer({
    config,
    onError: (error) => log.error({ error }, 'A page could not be served'),
  });
  await listenAsApp(server, config);
  log.info({ port: config.appPort }, `App server running on port ${config.appPort}`);
  return {
    // It is of this process, and ends with it.
    ended: new Promise(() => {}),
    async stop() {
      await closeServer(server, CLOSE_LIMIT_MS);
      await backend[Symbol.asyncDispose]();
    },
  };
}

function startSockets(env: NodeJS.ProcessEnv): Part {
  const child = spawn(process.execPath, [...WATCH_PARENT, ...SOCKET_SERVER_FLAGS, SOCKET_SERVER], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return {
    ended,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
