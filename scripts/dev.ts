import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../lib/config.ts';
import { openReadyDatabase, type ReadyDatabase } from './database.ts';
import { loadDemoOnce } from './demo.ts';
import { readDevOptions, serverEnvironment, type DevOptions } from './dev-options.ts';
import { authSecret, loadEnvironmentFile, readEarlyConfig } from './environment.ts';
import { EXPO_ENVIRONMENT, expoStartArgs } from './expo.ts';
import { requireFreePorts } from './ports.ts';
import { SOCKET_SERVER_FLAGS } from './processes.ts';
import { listenForStop, type StopWish } from './signals.ts';
import { supervise, type Part, type Supervision } from './supervise.ts';
import { warmUp } from './warm-up.ts';
import { welcome } from './welcome.ts';

const log = (line: string): void => console.log(`[start] ${line}`);

/** How long the socket server may take to answer. */
const SOCKET_START_MS = 30_000;

type Env = Readonly<Record<string, string>>;

/** `npm run dev`: everything, on this machine, with nothing set up before. Ctrl-C stops all of it. */
export async function main(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const options = readDevOptions(args);
  loadEnvironmentFile();
  const config = readEarlyConfig();
  const stop = listenForStop();
  await requireFreePorts(wantedPorts(config, options));
  await using database = await openReadyDatabase(log);
  const env = await prepare(config, options, database);
  if (stop.isWished()) return 0;
  const servers = supervise(partsOf(config, options), env);
  const end = endOf(stop, servers, database);
  const ready = startAll(env, options).then(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    return welcome({ env, options, database, seconds });
  });
  const result = await Promise.race([end, ready.then(() => end)]);
  log('Stopping …');
  await servers.stop();
  return result;
}

function wantedPorts(config: Config, options: DevOptions) {
  const sockets = {
    port: config.socketPort,
    variable: 'SOCKET_PORT',
    purpose: 'the socket server',
  } as const;
  const app = { port: config.appPort, variable: 'APP_PORT', purpose: 'the app' } as const;
  return options.app ? [app, sockets] : [sockets];
}

async function prepare(config: Config, options: DevOptions, database: ReadyDatabase): Promise<Env> {
  const env = {
    ...serverEnvironment(config, options),
    ...EXPO_ENVIRONMENT,
    DATABASE_URL: database.url,
    AUTH_SECRET: authSecret(),
  };
  const hasDemo = await loadDemoOnce(env, log);
  return hasDemo ? { ...env, EXPO_PUBLIC_DEMO: '1' } : env;
}

function partsOf(config: Config, options: DevOptions): readonly Part[] {
  const args = [...SOCKET_SERVER_FLAGS, 'server.js'];
  const sockets = { name: 'sockets', title: 'socket server', args };
  const app = { name: 'app', title: 'app server', args: expoStartArgs(config.appPort, options) };
  return options.app ? [sockets, app] : [sockets];
}

/** The exit code, once there is a reason to stop; the reason is said. */
function endOf(stop: StopWish, servers: Supervision, database: ReadyDatabase): Promise<number> {
  const failed = new Promise<string>((resolve) => {
    database.onLost(() => resolve('The database ended unexpectedly.'));
    void servers.lost.then(resolve);
  });
  const failure = failed.then((sentence) => {
    if (stop.isWished()) return 0;
    console.error(`[start] ${sentence}`);
    return 1;
  });
  return Promise.race([failure, stop.wished.then(() => 0)]);
}

async function startAll(env: Env, options: DevOptions): Promise<void> {
  const answers = waitForAnswer(`http://127.0.0.1:${env['SOCKET_PORT']}/healthz`);
  if (options.app) {
    log('Building the app; the first time takes a minute or two.');
    await warmUp(`http://localhost:${env['APP_PORT']}`, log);
  }
  if (!(await answers)) log('The socket server does not answer yet.');
}

async function waitForAnswer(url: string): Promise<boolean> {
  const deadline = Date.now() + SOCKET_START_MS;
  while (Date.now() < deadline) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return true;
    await sleep(100);
  }
  return false;
}
