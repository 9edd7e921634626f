import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from 'vitest';

import { openDiskStore } from '../../lib/api/files/disk-store.ts';
import {
  exportEvent,
  importInto,
  pack,
  rowsOf,
  unpack,
  type Claimed,
  type Unpacked,
} from './archive.ts';
import { startApi, type TestApi } from './api.ts';
import { busyEvent, type BusyEvent } from './busy-event.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { temporaryFolder } from './folder.ts';

type Entries = (readonly [path: string, content: string])[];

/** A good archive, made otherwise: entries for `pack`. */
export interface Edits {
  readonly files: Unpacked;
  readonly head: (change: (value: Claimed) => void) => [string, string];
  /** Some lines of a file otherwise. */
  readonly lines: (path: string, change: (rows: Claimed[]) => void) => [string, string];
  readonly instead: (...changed: Entries) => Entries;
}

/** What is wrong with an archive, how it is made, and what is said of it. */
export type BadArchive = readonly [name: string, make: (edits: Edits) => Entries, says: RegExp];

const editsOf = (files: Unpacked): Edits => ({
  files,
  head(change) {
    const value = JSON.parse(files.get('event.json') ?? '');
    change(value);
    return ['event.json', JSON.stringify(value)];
  },
  lines(path, change) {
    const rows = rowsOf(files, path);
    change(rows);
    return [path, rows.map((row) => `${JSON.stringify(row)}\n`).join('')];
  },
  instead: (...changed) => [...new Map([...files, ...changed])],
});

/** An event, its archive, and an installation that has nothing. */
export interface RefusedArchives extends AsyncDisposable {
  readonly api: TestApi;
  readonly busy: BusyEvent;
  readonly folder: string;
  /** The good archive. */
  readonly whole: string;
  readonly importInto: (database: TestDatabase, file: string) => Promise<unknown>;
  /** Makes sure that an archive is refused, and that nothing is left of it. */
  readonly expectRefused: (bad: BadArchive) => Promise<void>;
  readonly fresh: TestDatabase;
}

export async function setRefusedArchives(): Promise<RefusedArchives> {
  const folder = temporaryFolder();
  const [here, there] = [join(folder.path, 'files-here'), join(folder.path, 'files-there')];
  const api = await startApi({ filesFolder: here });
  const fresh = await createTestDatabase();
  const busy = await busyEvent(api);
  const to = { folder: folder.path, name: 'whole.zip', bytes: await openDiskStore(here) };
  const whole = await exportEvent(api.database.db, busy.eventId, to);
  const edits = editsOf(await unpack(whole));
  const importThere = async (database: TestDatabase, file: string) =>
    importInto(database, file, await openDiskStore(there));
  return {
    api,
    busy,
    folder: folder.path,
    whole,
    fresh,
    importInto: importThere,
    async expectRefused([name, make, says]) {
      const file = join(folder.path, 'bad.zip');
      await pack(file, make(edits), { packsFiles: name.endsWith('are packed') });
      await expect(importThere(fresh, file)).rejects.toMatchObject({
        name: 'ArchiveRefused',
        message: expect.stringMatching(says),
      });
      await expectNothing(fresh);
      expect(await readdir(there)).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const TABLES = [
  'event',
  'event_log_head',
  'message',
  'user',
  'participation',
  'reaction',
  'file',
] as const;

async function expectNothing({ db }: TestDatabase): Promise<void> {
  for (const table of TABLES) {
    const { count } = await db
      .selectFrom(table)
      .select((x) => x.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect([table, count]).toEqual([table, 0]);
  }
}
