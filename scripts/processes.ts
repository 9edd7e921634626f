import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder: what all our commands work in, wherever they are called from. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Node's arguments that make a child end with us; the child needs an IPC channel. */
export const WATCH_PARENT: readonly string[] = [
  '--import',
  new URL('./parent-watch.ts', import.meta.url).href,
];

/**
 * Node's arguments for the socket server. Its young generation would else grow to 64 MiB, and never become
 * smaller: with thousands of connections that is as much memory again as they take themselves. For so little
 * two helpers of the collector are enough: waking four costs more than they save, 2 % of the whole (decision 8).
 */
export const SOCKET_SERVER_FLAGS: readonly string[] = [
  '--max-semi-space-size=4',
  '--v8-pool-size=2',
];

/** Whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isZombie(pid);
}

/** What the kernel tells of a process, from its state on; undefined where it has ended. Linux only. */
export function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, blanks included.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The processes whose parent this one is. Linux only. */
export const childrenOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && Number(statOf(pid)?.[1]) === parent);

/** In containers whose first process does not collect the dead, they stay listed for ever. */
const isZombie = (pid: number): boolean => statOf(pid)?.[0] === 'Z';

/** Signals a process and all that it started. It must lead its own group (`detached`). */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // All of them have ended already.
  }
}
