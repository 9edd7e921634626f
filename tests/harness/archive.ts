import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { Kysely } from 'kysely';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { inSnapshot } from '../../db/archive/snapshot.ts';
import type { Database } from '../../db/schema.ts';
import { exportFilesIn } from '../../lib/api/exports/export-files.ts';
import { writeEvent, type Writing } from '../../lib/server/archive/write-event.ts';
import { writeOwn } from '../../lib/server/archive/write-own.ts';

/** What is in a ZIP file, by path. */
export type Unpacked = ReadonlyMap<string, string>;

/** Unpacks all of a ZIP file, as text. */
export async function unpack(file: string): Promise<Unpacked> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  }
  zip.close();
  return files;
}

/** Packs a ZIP file with exactly these entries, the same name twice where it is given twice. */
export async function pack(
  file: string,
  entries: Iterable<readonly [path: string, content: string]>,
): Promise<void> {
  const zip = new ZipFile();
  for (const [path, content] of entries) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

interface WriteTo {
  readonly folder: string;
  readonly name: string;
}

/** Exports an event as the server does, without its queue; answers where the file is. */
export const exportEvent = (db: Kysely<Database>, eventId: string, to: WriteTo): Promise<string> =>
  inSnapshot(db, async (snapshot) => store(await writeEvent(snapshot, eventId), to));

/** The same of one's own data. */
export const exportOwn = (db: Kysely<Database>, userId: string, to: WriteTo): Promise<string> =>
  inSnapshot(db, async (snapshot) =>
    store(await writeOwn(snapshot, { userId, at: new Date() }), to),
  );

async function store(writing: Writing | null, { folder, name }: WriteTo): Promise<string> {
  if (writing === null) throw new Error('there is nothing to export');
  const { zip, run } = writing;
  const noStep = { step: () => Promise.resolve() };
  await Promise.all([exportFilesIn(folder).write(name, zip.output), run(noStep)]);
  return join(folder, name);
}

// oxlint-disable-next-line typescript/no-explicit-any -- what the claims are about
export type Claimed = any;

/** The lines of a file as values. */
export const rowsOf = (files: Unpacked, path: string): Claimed[] =>
  (files.get(path) ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
