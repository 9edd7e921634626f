import { spawn, type ChildProcess } from 'node:child_process';

import { Redis } from 'ioredis';

import { redis as requirement } from '../../tests/harness/requirements.ts';
import { freePort } from '../../tests/harness/ports.ts';

const READY_PATIENCE_MS = 10_000;

/** A Redis of the run's own; it keeps nothing on disk. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** One command on a connection of its own; its raw answer, or nothing where it is away. */
  command(...words: readonly string[]): Promise<string | undefined>;
}

/** Undefined where this machine has no Redis. */
export async function startRedis(folder: string): Promise<RedisServer | undefined> {
  const program = requirement.path;
  if (program === undefined) return undefined;
  const port = await freePort();
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    if (child !== undefined && child.exitCode === null && child.signalCode === null) return;
    child = spawn(
      program,
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
        .concat(['--save', '', '--appendonly', 'no'])
        .concat(['--enable-debug-command', 'yes']),
      { stdio: 'ignore', detached: true },
    );
    const deadline = performance.now() + READY_PATIENCE_MS;
    while (!(await ask(port, 'PING'))?.includes('PONG')) {
      if (performance.now() > deadline) throw new Error('Redis does not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await exited;
  };
  await start();
  return {
    port,
    start,
    kill,
    command: (...words) => ask(port, ...words),
    [Symbol.asyncDispose]: kill,
  };
}

async function ask(port: number, ...words: readonly string[]): Promise<string | undefined> {
  const [command = 'PING', ...rest] = words;
  const client = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return String(await client.call(command, ...rest));
  } catch {
    return undefined;
  } finally {
    client.disconnect();
  }
}
