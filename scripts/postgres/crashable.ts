import { openEmbeddedDatabase, type EmbeddedDatabase } from './embedded.ts';
import { isServing, readPostmaster } from './postmaster.ts';
import { childrenOf, isAlive } from '../processes.ts';

const POLL_MS = 20;
/** In order, it writes all of its memory first, which takes a while on a slow disk. */
const GONE_PATIENCE_MS = 60_000;

/** A PostgreSQL of the run's own, with fsync on, that can be crashed and started again on the same data and port. */
export interface Postgres extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Of the process that all others of it are children of; NaN while it does not run. */
  readonly pid: () => number;
  /** SIGKILL to all of it at once: nobody gets to write a last word. Resolves when all of it is gone. */
  crash(): Promise<void>;
  /** In order: connections are ended, everything is written. */
  stop(): Promise<void>;
  /** Starts it where it does not run, recovering first; resolves when it accepts connections. */
  start(): Promise<void>;
}

export async function startPostgres(folder: string): Promise<Postgres> {
  const open = (): Promise<EmbeddedDatabase> => openEmbeddedDatabase({ folder, fsync: true });
  let share: EmbeddedDatabase = await open();
  const { url } = share;
  const cluster = share.folder;

  const isRunning = (): boolean => {
    const postmaster = readPostmaster(cluster);
    return postmaster !== undefined && isServing(cluster, postmaster);
  };
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
    const postmaster = readPostmaster(cluster);
    if (postmaster === undefined || !isServing(cluster, postmaster)) return;
    const all = [postmaster.pid, ...childrenOf(postmaster.pid)];
    for (const pid of signal === 'SIGKILL' ? all : [postmaster.pid]) tryKill(pid, signal);
    await gone(all);
  };
  return {
    url,
    port: Number(new URL(url).port),
    pid: () => readPostmaster(cluster)?.pid ?? NaN,
    crash: () => end('SIGKILL'),
    // SIGINT is PostgreSQL's fast shutdown.
    stop: () => end('SIGINT'),
    async start() {
      if (isRunning()) return;
      await giveBack(share);
      share = await open();
      if (share.url !== url) throw new Error('PostgreSQL came back at another address');
    },
    async [Symbol.asyncDispose]() {
      await giveBack(share);
      await end('SIGINT');
    },
  };
}

/** What the server's end has ended already is no fault. */
async function giveBack(share: EmbeddedDatabase): Promise<void> {
  try {
    await share[Symbol.asyncDispose]();
  } catch {
    // The server is gone, and the share with it.
  }
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself a moment ago.
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  const deadline = performance.now() + GONE_PATIENCE_MS;
  while (pids.some((pid) => isAlive(pid))) {
    if (performance.now() > deadline) throw new Error('PostgreSQL does not end');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
