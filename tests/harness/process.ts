import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { ROOT, signalGroup } from '../../scripts/processes.ts';

export interface Running extends AsyncDisposable {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Everything printed up to now, to both streams. */
  output(): string;
  /** Waits until the output has this in it. Fails with the output if the process ends before. */
  prints(text: string, timeoutMs?: number): Promise<void>;
  /** Waits for the end. */
  exits(): Promise<number | NodeJS.Signals>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Runs `node …` in the project, or in `cwd`, with nothing in its environment but PATH, HOME and `env`. */
export const runNode = (args: readonly string[], surroundings?: Surroundings): Running =>
  runProgram(process.execPath, args, surroundings);

interface Surroundings {
  readonly env?: Env;
  readonly cwd?: string;
}

/** Runs a program of the system, likewise. */
export function runProgram(
  path: string,
  args: readonly string[],
  { env = {}, cwd = ROOT }: Surroundings = {},
): Running {
  const child = spawn(path, args, {
    cwd,
    env: { NODE_ENV: 'development', ...pick('PATH', 'HOME'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const { pid } = child;
  if (pid === undefined) throw new Error('the process could not be started');
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  return {
    pid,
    child,
    output: () => output,
    prints: (text, timeout = 15_000) =>
      vi.waitFor(
        () => {
          if (!output.includes(text)) throw new Error(`it did not print "${text}" but:\n${output}`);
        },
        { timeout, interval: 20 },
      ),
    exits: () => ended,
    async [Symbol.asyncDispose]() {
      signalGroup(pid, 'SIGKILL');
      await ended;
    },
  };
}

/** Runs one of our commands to its end. */
export async function runCommand(
  args: readonly string[],
  env: Env = {},
): Promise<{ readonly code: number | NodeJS.Signals; readonly lines: readonly string[] }> {
  await using running = runNode(['scripts/run.mjs', ...args], { env });
  const code = await running.exits();
  return { code, lines: running.output().trimEnd().split('\n') };
}

function pick(...names: readonly string[]): Env {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

/** The processes that a process has started and that still run. */
export function childrenOf(pid: number): readonly number[] {
  const listed = `/proc/${pid}/task/${pid}/children`;
  const text = existsSync(listed)
    ? readFileSync(listed, 'utf8')
    : execFileSync('pgrep', ['-P', String(pid)]).toString();
  return text.split(/\s+/).filter(Boolean).map(Number);
}
