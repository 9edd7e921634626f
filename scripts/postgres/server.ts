import { truncateSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { StartFailure } from '../../lib/start-failure.ts';
import { clusterFolder, DATABASE_USER, readMemory, writeMemory } from './cluster.ts';
import type { Place } from './place.ts';
import { isServing, readPostmaster, removeStaleLock } from './postmaster.ts';
import { lastLine, run } from './run.ts';

/** Recovery after a crash replays at most what one checkpoint holds; this is generous for a slow disk. */
export const START_TIMEOUT_SECONDS = 120;
const POLL_MS = 100;
/** How the connections are called that stand for a process's share in the server. */
export const SHARE_NAME = 'hallway share';
const TRIES = 5;

/**
 * After a crash all of the cluster has to be on the disk before it is recovered: asked of the file system at once, not
 * of each of a thousand files, which takes a minute on a slow disk. Only Linux can, as PostgreSQL does it.
 */
const SYNC_AFTER_CRASH =
  process.platform === 'linux' ? ['-c recovery_init_sync_method=syncfs'] : [];

export interface ServerSettings {
  /** false only for throw-away data: a power cut may then destroy the cluster. */
  readonly fsync: boolean;
}

/** The connection string of a database of the cluster, on the loopback interface. */
export function urlOf(folder: string, port: number, database: string): string {
  const { password } = readMemory(folder);
  return `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Connects to the cluster's server, starting it where none runs.
 *
 * A server that an earlier, killed start left behind is used as it is. A lock file whose process is gone, or is
 * something else by now, is removed. A port that was taken meanwhile is replaced by a free one.
 *
 * @returns an open connection to the maintenance database: as long as it is open, no other start of Hallway
 * stops the server.
 */
export async function connectOrStart(place: Place, settings: ServerSettings): Promise<Client> {
  const deadline = Date.now() + START_TIMEOUT_SECONDS * 1_000;
  for (let failures = 0; failures < TRIES && Date.now() < deadline;) {
    const connected = await connectToRunning(clusterFolder(place));
    if (connected === 'not-yet') await sleep(POLL_MS);
    else if (connected !== 'none') return connected;
    else if (!(await startServer(place, settings))) failures += 1;
  }
  throw new StartFailure(
    `PostgreSQL did not start: ${lastLine(readServerLog(place))} (all of it: ${serverLog(place)})`,
  );
}

async function connectToRunning(folder: string): Promise<Client | 'not-yet' | 'none'> {
  const postmaster = readPostmaster(folder);
  if (postmaster === undefined) return 'none';
  const connected = await connect(urlOf(folder, postmaster.port, 'postgres'));
  if (connected !== undefined) return connected;
  if (isServing(folder, postmaster)) return 'not-yet';
  removeStaleLock(folder);
  return 'none';
}

async function connect(connectionString: string): Promise<Client | undefined> {
  const client = new Client({
    connectionString,
    application_name: SHARE_NAME,
    connectionTimeoutMillis: 5_000,
  });
  // Without a listener a lost connection would be an uncaught exception; the owner adds its own later.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

async function startServer(place: Place, { fsync }: ServerSettings): Promise<boolean> {
  const folder = clusterFolder(place);
  const memory = readMemory(folder);
  const port = (await portIfFree(memory.port ?? 0)) ?? (await portIfFree(0));
  if (port === undefined) throw new StartFailure('PostgreSQL needs a free port on 127.0.0.1.');
  if (port !== memory.port) writeMemory(folder, { ...memory, port });
  emptyServerLog(place);
  const options = [
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`,
    `-c fsync=${fsync ? 'on' : 'off'} -c log_checkpoints=off`,
    ...SYNC_AFTER_CRASH,
  ].join(' ');
  const { code } = await run(
    place.binaries.pgCtl,
    ['start', '--wait', `--timeout=${START_TIMEOUT_SECONDS}`]
      .concat([`--pgdata=${folder}`, `--log=${serverLog(place)}`])
      .concat([`--options=${options}`]),
    { runAs: place.runAs },
  );
  return code === 0;
}

/** Stops the cluster's server in order; clients that are still connected are disconnected. */
export async function stopServer(place: Place): Promise<void> {
  await run(
    place.binaries.pgCtl,
    ['stop', '--wait', '--mode=fast', `--pgdata=${clusterFolder(place)}`],
    { runAs: place.runAs },
  );
}

const serverLog = (place: Place): string => join(clusterFolder(place), 'server.log');

function readServerLog(place: Place): string {
  try {
    return readFileSync(serverLog(place), 'utf8');
  } catch {
    return '';
  }
}

/** Keeps the log of one start only, so that it cannot grow for ever. */
function emptyServerLog(place: Place): void {
  try {
    truncateSync(serverLog(place));
  } catch {
    // The first start: there is none yet.
  }
}

function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      const found = typeof address === 'object' ? address?.port : undefined;
      probe.close(() => resolve(found));
    });
  });
}
