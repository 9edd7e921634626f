import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbeddedDatabase } from '../../scripts/postgres/embedded.ts';
import { isAlive } from '../../scripts/processes.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A connection string that may create databases. */
    readonly testDatabaseAdminUrl: string;
    readonly testDatabaseTemplate: string;
  }
}

const PREFIX = 'hallway-test-';

/** A database is cloned for nearly each test, which is three hundred files: several times quicker in memory than on a disk. */
const IN_MEMORY = '/dev/shm';
/** What a run takes at most, its write-ahead log included, and as much again. */
const ROOM_BYTES = 4 * 1_024 ** 3;

const hasRoom = (folder: string): boolean => {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_BYTES;
};

const parentFolder = (): string => (hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir());

/**
 * Gives one vitest run its PostgreSQL: the one of TEST_DATABASE_URL, or an embedded one in a temporary folder
 * that ends with the run. Migrates one template database, which every test clones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const template = await makeTemplate(server.url);
  project.provide('testDatabaseAdminUrl', server.url);
  project.provide('testDatabaseTemplate', template.name);
  return async () => {
    await template.drop();
    await server.close();
  };
}

interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

async function openServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, close: async () => {} };
  await sweepAbandoned();
  const folder = mkdtempSync(join(parentFolder(), `${PREFIX}${process.pid}-`));
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o711);
  const database = await openEmbeddedDatabase({ folder: join(folder, 'data'), fsync: false });
  return {
    url: database.url,
    close: async () => {
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the servers of runs that were killed before they could do it themselves. */
async function sweepAbandoned(): Promise<void> {
  for (const parent of [tmpdir(), IN_MEMORY].filter((folder) => existsSync(folder))) {
    for (const name of readdirSync(parent)) {
      const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
      if (!(owner > 0) || isAlive(owner)) continue;
      const folder = join(parent, name);
      await stopAbandoned(join(folder, 'data'));
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function stopAbandoned(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'postgres', 'postmaster.pid'))) return;
  const abandoned = await openEmbeddedDatabase({ folder, fsync: false });
  await abandoned[Symbol.asyncDispose]();
}
