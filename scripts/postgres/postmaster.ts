import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processes.ts';

/** What PostgreSQL wrote down about the server that runs, or ran, on a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Reads the lock file of a cluster; undefined where there is none, or it is still being written. */
export function readPostmaster(folder: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/**
 * Whether the process named in the lock file is a PostgreSQL on this very folder.
 *
 * After a crash or in a restarted container the same process id may belong to something else by now, and
 * PostgreSQL itself would then refuse to start for ever.
 */
export function isServing(folder: string, { pid }: Postmaster): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return /postgres/.test(commandOf(pid));
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { stdio: 'pipe' }).toString();
  } catch {
    // Without ps nothing can be said against it, and a living server must not lose its lock.
    return 'postgres';
  }
}

/** Removes the lock file of a server that is known to be gone. */
export function removeStaleLock(folder: string): void {
  rmSync(join(folder, 'postmaster.pid'), { force: true });
}
