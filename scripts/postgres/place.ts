import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StartFailure } from '../../lib/start-failure.ts';
import { binariesUnder, findBinaries, type Binaries } from './binaries.ts';
import type { RunAs } from './run.ts';

/** Where a cluster lives, with which programs, and as whom they run. */
export interface Place {
  /** Holds the cluster's folder, `postgres`, and while one is made, its unfinished sibling. */
  readonly folder: string;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
}

const SHARED_HOME = '/var/lib/hallway';

/**
 * Decides where PostgreSQL can work for the data folder `folder`, and makes that folder.
 *
 * PostgreSQL refuses to run as root, so root lends it the user `postgres`, made here if the system has none.
 * That user often cannot enter root's home folder. The programs and the data then go to a folder below
 * /var/lib/hallway that belongs to this data folder alone.
 */
export function choosePlace(folder: string): Place {
  makeFolder(folder);
  const binaries = findBinaries();
  if (process.getuid?.() !== 0) return { folder, binaries, runAs: {} };
  const runAs = postgresUser();
  if (canReach(runAs, [folder, binaries.root])) return { folder, binaries, runAs };
  const name = `${basename(join(folder, '..'))}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
  const elsewhere = join(SHARED_HOME, name);
  makeFolder(elsewhere);
  return { folder: elsewhere, binaries: copyOf(binaries, elsewhere), runAs };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** What to tell a person about a data folder that cannot be written. */
export function unwritable(folder: string, error: unknown): StartFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new StartFailure(
    `Cannot write to the data folder ${folder} (${code}): make it writable for this user, or set DATABASE_URL to a PostgreSQL of yours.`,
  );
}

function postgresUser(): RunAs {
  try {
    return lookUpPostgresUser();
  } catch {
    // No such user yet.
  }
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  try {
    execFileSync('useradd', [...options, 'postgres'], { stdio: 'pipe' });
    return lookUpPostgresUser();
  } catch {
    throw new StartFailure(
      'PostgreSQL does not run as root, and the user "postgres" could not be made: start as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours.',
    );
  }
}

function lookUpPostgresUser(): RunAs {
  return { uid: idOfPostgres('-u'), gid: idOfPostgres('-g') };
}

function idOfPostgres(flag: '-u' | '-g'): number {
  return Number.parseInt(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString(), 10);
}

function canReach(runAs: RunAs, folders: readonly string[]): boolean {
  return folders.every((folder) => {
    const entered = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...runAs, cwd: '/' });
    return entered.status === 0;
  });
}

function copyOf(binaries: Binaries, folder: string): Binaries {
  const version = createHash('sha256').update(binaries.root).digest('hex').slice(0, 8);
  const copy = join(folder, `programs-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch {
      // Another start was faster; its copy is as good.
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return binariesUnder(copy);
}
