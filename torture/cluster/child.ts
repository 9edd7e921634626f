import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

import { ROOT, WATCH_PARENT } from '../../scripts/processes.ts';

export interface ChildOptions {
  readonly name: string;
  /** Of Node: modules to import first, then the program. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Its output goes to `NAME.log` in here. */
  readonly folder: string;
  readonly onLine?: (line: string) => void;
  readonly onMessage?: (message: unknown) => void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly process: ChildProcess;
  readonly exited: Promise<Exit>;
  readonly isAlive: () => boolean;
}

/** Starts a Node process that ends with us, whatever becomes of us. Nothing of our environment is passed on but PATH and HOME. */
export function startChild(options: ChildOptions): Child {
  const { name, args, env, folder, onLine, onMessage } = options;
  const child = spawn(process.execPath, [...WATCH_PARENT, ...args], {
    cwd: ROOT,
    env: { NODE_ENV: 'production', PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Of its own group: a Ctrl-C in the terminal is ours to handle.
    detached: true,
  });
  const log = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      onLine?.(line);
    });
  }
  if (onMessage !== undefined) child.on('message', onMessage);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  void exited.then(() => log.end());
  return {
    process: child,
    exited,
    isAlive: () => child.exitCode === null && child.signalCode === null,
  };
}

/** SIGKILL, then the end. A stopped process dies of it too. */
export async function killChild(child: Child): Promise<void> {
  if (child.isAlive()) child.process.kill('SIGKILL');
  await child.exited;
}
