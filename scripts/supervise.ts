import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConcurrently, LogError, Logger, LogOutput, type Command } from 'concurrently';
import { ROOT, signalGroup, WATCH_PARENT } from './processes.ts';

/** How long the parts have to stop in order before they are ended by force. */
const STOP_TIMEOUT_MS = 26_000;
/** Any number above those of the standard streams. */
const IPC_DESCRIPTOR = 3;

/** One process of ours, run by Node. */
export interface Part {
  /** In front of each line of its output. */
  readonly name: string;
  /** In sentences: "The … ended unexpectedly". */
  readonly title: string;
  readonly args: readonly string[];
}

export interface Supervision {
  /** Resolves with a sentence when a part ends that nobody told to. */
  readonly lost: Promise<string>;
  /** Stops all parts with everything they started. Safe to call again. */
  stop(): Promise<void>;
}

/**
 * Runs several processes side by side and puts their names in front of what they print.
 *
 * Each leads a group of its own, so that Ctrl-C in the terminal reaches us alone and we decide the order of
 * stopping; and each ends by itself when we are killed (`WATCH_PARENT`).
 */
export function supervise(
  parts: readonly Part[],
  env: Readonly<Record<string, string>>,
): Supervision {
  const logger = new Logger({ prefixFormat: 'name' });
  const { commands, result } = createConcurrently(
    parts.map(({ name, args }) => ({
      name,
      command: commandLine(args),
      env: { ...env, HALLWAY_OWN_GROUP: '1' },
      ipc: IPC_DESCRIPTOR,
    })),
    {
      cwd: ROOT,
      spawn: spawnGroup,
      kill: (pid, signal = 'SIGTERM') =>
        signalGroup(pid, signal === 'SIGKILL' ? 'SIGKILL' : 'SIGTERM'),
      logger,
      outputStream: process.stdout,
      controllers: [new LogError({ logger }), new LogOutput({ logger })],
      prefixColors: ['cyan', 'magenta'],
    },
  );
  // It rejects where a part fails; `lost` says that, in words.
  const ended = result.then(ignore, ignore);
  return { lost: firstLoss(parts, commands), stop: () => stopAll(commands, ended) };
}

function commandLine(args: readonly string[]): string {
  const quoted = [process.execPath, ...WATCH_PARENT, ...args].map((arg) => JSON.stringify(arg));
  // exec: the process that leads the group is then Node itself, not a shell around it.
  return `${process.platform === 'win32' ? '' : 'exec '}${quoted.join(' ')}`;
}

function spawnGroup(command: string, options: SpawnOptions): ChildProcess {
  const child = spawn(command, {
    ...options,
    shell: true,
    detached: process.platform !== 'win32',
  });
  // What it leaves behind could hold its output open, and then its end would go unnoticed.
  child.once('exit', () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL'));
  return child;
}

function firstLoss(parts: readonly Part[], commands: readonly Command[]): Promise<string> {
  return new Promise((resolve) => {
    commands.forEach((command, index) => {
      command.close.subscribe(({ exitCode, killed }) => {
        if (killed) return;
        const how = typeof exitCode === 'number' ? `exit code ${exitCode}` : exitCode;
        resolve(`The ${parts[index]?.title ?? command.name} ended unexpectedly (${how}).`);
      });
    });
  });
}

async function stopAll(commands: readonly Command[], ended: Promise<void>): Promise<void> {
  for (const command of commands) command.kill('SIGTERM');
  const abort = new AbortController();
  const tooLate = sleep(STOP_TIMEOUT_MS, 'too-late' as const, { signal: abort.signal });
  if ((await Promise.race([ended, tooLate.catch(ignore)])) === 'too-late') {
    for (const command of commands) command.kill('SIGKILL');
    await ended;
  }
  abort.abort();
}

function ignore(): void {}
