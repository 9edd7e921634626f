import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { ROOT } from '../../scripts/processes.ts';

export interface NodeSample {
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly cpuMs: number;
  /** Only in the answer to {@link NodeProcess.collect}. */
  readonly isCollected?: true;
}

/** A node in a process of its own, as it runs in production. */
export interface NodeProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** The newest of its own numbers. */
  readonly sample: () => NodeSample | undefined;
  /** Its numbers of the event loop count from now on. */
  reset(): void;
  /** Has it free what it can; its numbers after that, but its CPU time from before. */
  collect(): Promise<NodeSample>;
  /** As a crash does it: at once. */
  kill(): void;
}

/** Of a node whose people write faster than people do; all other limits are as delivered. */
export const fastWriters = {
  LIMIT_MESSAGES_PER_SECOND: '1000',
  LIMIT_MESSAGES_BURST: '1000',
  LIMIT_MESSAGES_PER_MINUTE: '100000',
} as const;

export interface NodeOptions {
  readonly databaseUrl: string;
  /** Limits and what else is to be set, by environment variable. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ours if left out. */
  readonly program?: string;
  /** What it answers with 200 once it is of use; `/readyz` if left out. */
  readonly readyPath?: string;
}

const READY_WITHIN_MS = 20_000;

/** Starts a node on a free port and waits until it is of use. */
export async function startNodeProcess({
  databaseUrl,
  env,
  program = 'server.js',
  readyPath = '/readyz',
}: NodeOptions): Promise<NodeProcess> {
  const port = await freePort();
  const sampler = new URL('./sampler.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', sampler, program], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      LOG_FORMAT: 'json',
      HOST: '127.0.0.1',
      SOCKET_PORT: String(port),
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'a secret of the benchmarks, long enough',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let newest: NodeSample | undefined;
  child.on('message', (sample) => void (newest = sample as NodeSample));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(`${url}${readyPath}`, child);
  return {
    url,
    pid: child.pid ?? NaN,
    sample: () => newest,
    reset: () => void child.send('reset'),
    collect: () => collect(child),
    kill: () => void child.kill('SIGKILL'),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function collect(child: ChildProcess): Promise<NodeSample> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the node ended'));
    const onSample = (sample: unknown): void => {
      if ((sample as NodeSample).isCollected === undefined) return;
      child.off('message', onSample);
      child.off('exit', ended);
      resolve(sample as NodeSample);
    };
    child.on('message', onSample);
    child.once('exit', ended);
    child.send('collect');
  });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error('the node ended at its start');
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (performance.now() > deadline) throw new Error('the node was not ready in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
