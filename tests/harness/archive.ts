import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

import type { Kysely } from 'kysely';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';

import type { EventHead } from '../../db/archive/event-head.ts';
import { Jobs } from '../../db/jobs.ts';
import type { Database } from '../../db/schema.ts';
import { exportFilesIn } from '../../lib/api/exports/export-files.ts';
import type { FileStore } from '../../lib/api/files/file-store.ts';
import { createFileTaker } from '../../lib/api/files/file-taker.ts';
import type { FileBytes } from '../../lib/server/archive/carry-files.ts';
import { importEvent } from '../../lib/server/archive/read/import-event.ts';
import { writeEvent, type Writing } from '../../lib/server/archive/write-event.ts';
import { writeOwn } from '../../lib/server/archive/write-own.ts';
import { ZipWriter } from '../../lib/server/archive/zip-writer.ts';
import type { TestDatabase } from './database.ts';

/** What is in a ZIP file, by path: as text, but for files of messages. */
export type Unpacked = ReadonlyMap<string, string>;

/** Unpacks all of a ZIP file. */
export async function unpackBytes(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  zip.close();
  return files;
}

/** Whether an entry has the bytes of a file that a message brings. */
const isFile = (path: string): boolean => /^(files|thumbnails)\//.test(path);

/** Unpacks all of a ZIP file, as text: of files that is one byte a character. */
export async function unpack(file: string): Promise<Unpacked> {
  const files = await unpackBytes(file);
  const asText = (path: string, bytes: Buffer) => bytes.toString(isFile(path) ? 'latin1' : 'utf8');
  return new Map([...files].map(([path, bytes]) => [path, asText(path, bytes)]));
}

interface PackOptions {
  /** Whether files of messages are packed too, which an export never does. */
  readonly packsFiles?: boolean;
}

/** Packs a ZIP file with exactly these entries, the same name twice where it is given twice. */
export async function pack(
  file: string,
  entries: Iterable<readonly [path: string, content: string]>,
  { packsFiles = false }: PackOptions = {},
): Promise<void> {
  const zip = new ZipFile();
  for (const [path, content] of entries) {
    const bytes = Buffer.from(content, isFile(path) ? 'latin1' : 'utf8');
    zip.addBuffer(bytes, path, { compress: packsFiles || !isFile(path) });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

interface WriteTo {
  readonly folder: string;
  readonly name: string;
  /** Where files are; left out, there are none. */
  readonly bytes?: FileBytes;
}

const noBytes: FileBytes = {
  sizeOf: () => Promise.resolve(null),
  open: () => Promise.reject(new Error('there are no files')),
};

/** Exports an event as the server does, without its queue; answers where the file is. */
export const exportEvent = (db: Kysely<Database>, eventId: string, to: WriteTo): Promise<string> =>
  storeArchive(to, (writing, bytes) => writeEvent({ db, bytes }, eventId, writing));

/** The same of one's own data. */
export const exportOwn = (db: Kysely<Database>, userId: string, to: WriteTo): Promise<string> =>
  storeArchive(to, (writing, bytes) =>
    writeOwn({ db, bytes }, { userId, at: new Date() }, writing),
  );

async function storeArchive(
  { folder, name, bytes = noBytes }: WriteTo,
  write: (writing: Writing, bytes: FileBytes) => Promise<boolean>,
): Promise<string> {
  const zip = new ZipWriter(new Date());
  const silent = () => Promise.resolve();
  const writing = write({ zip, progress: { begin: silent, step: silent } }, bytes);
  const [, isThere] = await Promise.all([exportFilesIn(folder).write(name, zip.output), writing]);
  if (!isThere) throw new Error('there is nothing to export');
  return join(folder, name);
}

/** Takes an archive in as `npm run import` does. */
export async function importInto(
  { db, pool }: Pick<TestDatabase, 'db' | 'pool'>,
  file: string,
  store: FileStore,
): Promise<EventHead> {
  const jobs = new Jobs(pool, { onError: () => {} });
  const taker = createFileTaker({ store, scanner: undefined });
  try {
    return await importEvent({ db, jobs, files: taker }, file);
  } finally {
    await jobs.stop();
  }
}

// oxlint-disable-next-line typescript/no-explicit-any -- what the claims are about
export type Claimed = any;

/** The lines of a file as values. */
export const rowsOf = (files: Unpacked, path: string): Claimed[] =>
  (files.get(path) ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
