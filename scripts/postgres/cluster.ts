import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartFailure } from '../../lib/start-failure.ts';
import { isAlive } from '../processes.ts';
import { unwritable, type Place } from './place.ts';
import { lastLine, run } from './run.ts';

/** What we must remember of a cluster. Kept inside its folder, readable for its owner only. */
const Memory = z.object({ password: z.string(), port: z.number().int().nullable() });
export type Memory = z.infer<typeof Memory>;

export const DATABASE_USER = 'hallway';
const UNFINISHED = 'postgres.new-';

/** The folder of the finished cluster of a place. */
export function clusterFolder(place: Place): string {
  return join(place.folder, 'postgres');
}

/**
 * Makes sure that a finished cluster exists.
 *
 * It is made in a sibling folder that gets its name only when all is done. So whatever carries the name is
 * whole, a start that was killed half-way leaves only a sibling that the next one sweeps away, and of two
 * starts at once one wins and the other uses the winner's. Nothing that may hold data is ever deleted.
 */
export async function ensureCluster(place: Place, log: (line: string) => void): Promise<void> {
  sweepUnfinished(place);
  const folder = clusterFolder(place);
  if (isEmptyOrMissing(folder)) {
    log('Preparing the database for the first time …');
    await makeCluster(place);
  }
  if (!existsSync(join(folder, 'PG_VERSION')) || !existsSync(memoryFile(folder))) {
    throw new StartFailure(
      `${folder} is not a database of Hallway: move it out of the way, or set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
}

/** Reads what is remembered of a finished cluster. */
export function readMemory(folder: string): Memory {
  return Memory.parse(JSON.parse(readFileSync(memoryFile(folder), 'utf8')));
}

/** Replaces what is remembered, whole or not at all. */
export function writeMemory(folder: string, memory: Memory): void {
  const file = memoryFile(folder);
  writeFileSync(`${file}.new`, JSON.stringify(memory), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const memoryFile = (folder: string): string => join(folder, 'hallway.json');

function isEmptyOrMissing(folder: string): boolean {
  try {
    return !existsSync(folder) || readdirSync(folder).length === 0;
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function sweepUnfinished(place: Place): void {
  for (const name of readdirSync(place.folder)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const maker = Number.parseInt(name.slice(UNFINISHED.length), 10);
    if (maker === process.pid || !isAlive(maker)) {
      rmSync(join(place.folder, name), { recursive: true, force: true });
    }
  }
}

async function makeCluster(place: Place): Promise<void> {
  const unfinished = join(place.folder, `${UNFINISHED}${process.pid}`);
  const passwordFile = `${unfinished}.password`;
  const password = randomBytes(24).toString('base64url');
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveAway(place, [unfinished, passwordFile]);
    await initdb(place, { folder: unfinished, passwordFile });
    writeMemory(unfinished, { password, port: null });
    moveIntoPlace(unfinished, clusterFolder(place));
  } catch (error) {
    throw error instanceof StartFailure ? error : unwritable(place.folder, error);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function giveAway({ runAs }: Place, paths: readonly string[]): void {
  const { uid, gid } = runAs;
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) chownSync(path, uid, gid);
}

async function initdb(
  { binaries, runAs }: Place,
  { folder, passwordFile }: { readonly folder: string; readonly passwordFile: string },
): Promise<void> {
  // npm unpacks without the executable bit where the archive was made on Windows.
  for (const program of [binaries.initdb, binaries.pgCtl, binaries.postgres]) makeRunnable(program);
  const { code, output } = await run(
    binaries.initdb,
    [
      `--pgdata=${folder}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // The same order and case rules on every machine, whatever its locale is.
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--set=max_connections=200',
    ],
    { runAs },
  );
  if (code !== 0) {
    throw new StartFailure(
      `PostgreSQL could not prepare its data in ${folder}: ${lastLine(output)}`,
    );
  }
}

function makeRunnable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    // A read-only installation: then it is runnable already, or starting it gives the reason.
  }
}

function moveIntoPlace(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another start was faster.
    if (!existsSync(join(folder, 'PG_VERSION'))) throw error;
  }
}
