import { connect } from 'node:net';

import { temporaryFolder } from './folder.ts';
import { freePort } from './ports.ts';
import { runProgram, type Running } from './process.ts';
import { redis as requirement } from './requirements.ts';
import { waitUntil } from './wait-until.ts';

/** A real Redis of one test's own, on a port that it keeps. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  kill(): Promise<void>;
  /** After `kill`. Resolves when it answers. */
  start(): Promise<void>;
  /** Its connections stay open, and nothing is answered. */
  pause(): void;
  resume(): void;
  /** One command, as one types it; resolves with the raw answer. */
  command(line: string): Promise<string>;
  /** Everything that is published from now on. Resolves when it listens. */
  overhear(): Promise<{ readonly text: () => string } & Disposable>;
}

/** Whether this machine can run the tests that need it. */
export const hasRedis = requirement.path !== undefined;

export async function startRedis(args: readonly string[] = []): Promise<TestRedis> {
  const program = requirement.path;
  if (program === undefined) throw new Error('there is no redis-server on this machine');
  const folder = temporaryFolder();
  const port = await freePort();
  let running: Running | null = null;
  const command = (line: string): Promise<string> => ask(port, line);
  const start = async (): Promise<void> => {
    const here = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder.path];
    const inMemory = ['--save', '', '--appendonly', 'no'];
    running = runProgram(program, [...here, ...inMemory, ...args]);
    const isUp = async (): Promise<boolean> =>
      (await command('PING').catch(() => '')).includes('PONG');
    await waitUntil(isUp, 'Redis to answer');
  };
  const kill = async (): Promise<void> => {
    await running?.[Symbol.asyncDispose]();
    running = null;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    pause: () => void running?.child.kill('SIGSTOP'),
    resume: () => void running?.child.kill('SIGCONT'),
    command,
    overhear: () => overhear(port),
    async [Symbol.asyncDispose]() {
      await kill();
      folder[Symbol.dispose]();
    },
  };
}

function overhear(port: number): Promise<{ readonly text: () => string } & Disposable> {
  const socket = connect(port, '127.0.0.1', () => void socket.write('PSUBSCRIBE *\r\n'));
  let text = '';
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.on('data', (data) => {
      text += String(data);
      resolve({ text: () => text, [Symbol.dispose]: () => void socket.destroy() });
    });
  });
}

/** By hand: the library under test is no judge of itself. */
const ask = (port: number, line: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => void socket.write(`${line}\r\n`));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });
