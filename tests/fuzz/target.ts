import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { ROOT } from '../../scripts/processes.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { freePort } from '../harness/ports.ts';

/** Lets the process be asked, from outside, to clean up and to say what it holds. */
const MEMORY_ON_SIGNAL = `data:text/javascript,
process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
  console.log(JSON.stringify({ level: 'memory', msg: '', ...process.memoryUsage() }));
});`;

const Line = z.looseObject({
  level: z.string(),
  msg: z.string().optional(),
  heapUsed: z.number().optional(),
  external: z.number().optional(),
  rss: z.number().optional(),
});

export interface Memory {
  /** What is in use: objects, and bytes outside of the heap. */
  readonly used: number;
  /** What the process has of the machine's memory, with what its allocator keeps for later. */
  readonly resident: number;
}

/** The product, as the process that it is in production. */
export interface Target extends AsyncDisposable {
  readonly url: string;
  isAlive(): boolean;
  /** What it has complained about: faults, refused writes, and whatever is no line of a log. */
  complaints(): readonly string[];
  /** What it holds now. 0 where this machine does not tell. */
  residentBytes(): number;
  /** What it holds after cleaning up. */
  memory(): Promise<Memory>;
}

const COMPLAINTS_KEPT = 20;
const LAST_LINES_KEPT = 10;

export async function startTarget(env: Readonly<Record<string, string>>): Promise<Target> {
  const port = await freePort();
  const args = ['--expose-gc', '--import', MEMORY_ON_SIGNAL, 'server.js'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_ENV: 'development',
      LOG_FORMAT: 'json',
      ...env,
      SOCKET_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let isAlive = true;
  let isListening = false;
  let latest: Memory | null = null;
  let isStopped = false;
  const lastLines: string[] = [];
  const complaints: string[] = [];
  const complain = (line: string): void => {
    if (complaints.length < COMPLAINTS_KEPT) complaints.push(line.slice(0, 2_000));
  };
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      isAlive = false;
      if (!isStopped) complain(`ended with ${code ?? signal}; at last: ${lastLines.join(' | ')}`);
      resolve();
    });
  });
  const hear = (line: string): void => {
    lastLines.push(line.slice(0, 300));
    if (lastLines.length > LAST_LINES_KEPT) lastLines.shift();
    const parsed = Line.safeParse(tryParse(line)).data;
    if (parsed === undefined) return complain(line);
    const { level, msg = '', heapUsed, external = 0, rss } = parsed;
    if (heapUsed !== undefined && rss !== undefined) {
      latest = { used: heapUsed + external, resident: rss };
    }
    if (level === 'error' || level === 'fatal') complain(line);
    else if (msg.includes('running on port')) isListening = true;
  };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', hear);
  }
  await waitUntil(() => isListening || !isAlive, 'the server to listen', 20_000);
  if (!isListening) throw new Error(`the server did not start: ${complaints.join('\n')}`);

  return {
    url: `http://127.0.0.1:${port}`,
    isAlive: () => isAlive,
    complaints: () => complaints,
    residentBytes: () => residentBytesOf(child.pid ?? 0),
    async memory() {
      latest = null;
      child.kill('SIGUSR2');
      await waitUntil(() => latest !== null || !isAlive, 'the memory to be told');
      return latest ?? { used: 0, resident: 0 };
    },
    async [Symbol.asyncDispose]() {
      isStopped = true;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function residentBytesOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

function tryParse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
