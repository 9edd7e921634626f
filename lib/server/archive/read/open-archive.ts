import { crc32 } from 'node:zlib';

import type { Entry, ZipFile } from 'yauzl';

import { ArchiveRefused } from './refused.ts';
import { openZip } from './zip-reader.ts';

/** More than any event has; each costs some hundred bytes of memory. */
const ENTRIES_MAX = 500_000;
/** What all rows of an archive may unpack to. */
const ROWS_MAX_BYTES = 4 * 1024 ** 3;
/** `event.json`, which is read as a whole. */
export const HEAD_MAX_BYTES = 1024 ** 2;

/** What may be in an archive: rows, the bytes of files, and the pages for reading, of which nothing is taken. */
const KNOWN = /^(event\.json|[a-z-]+\.ndjson|index\.html|participants\.html|pages\/\d{4,}\.html)$/;
const FILE = /^(files\/[\w-]{1,64}\/[^/\\\p{C}]{1,200}|thumbnails\/[\w-]{1,64}\.webp)$/u;

/** Whether an entry is of a file that a message brings. */
export const isFileEntry = (path: string): boolean => FILE.test(path);

/** Entries that are not packed. */
const STORED = 0;

export interface OpenArchive extends AsyncDisposable {
  readonly has: (path: string) => boolean;
  readonly sizeOf: (path: string) => number;
  readonly paths: () => Iterable<string>;
  /** The bytes of a file. Fails in the end where they are others than the directory says, and at once where they are more. */
  readonly read: (path: string) => AsyncIterable<Buffer>;
}

/**
 * Opens a ZIP file and looks through its directory: unpacks nothing yet.
 * @throws {ArchiveRefused} for what is no archive of ours, or may do harm.
 */
export async function openArchive(file: string): Promise<OpenArchive> {
  const zip = await refusingUnreadable(() => openZip(file));
  try {
    const entries = await refusingUnreadable(() => readDirectory(zip));
    return {
      has: (path) => entries.has(path),
      sizeOf: (path) => entries.get(path)?.uncompressedSize ?? 0,
      paths: () => entries.keys(),
      read(path) {
        const entry = entries.get(path);
        if (entry === undefined) throw new ArchiveRefused(`The archive has no "${path}".`);
        return readEntry(zip, entry);
      },
      [Symbol.asyncDispose]: () => Promise.resolve(zip.close()),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > ENTRIES_MAX) throw new ArchiveRefused('The archive has too many files.');
  const entries = new Map<string, Entry>();
  let rowBytes = 0;
  let packedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName;
    refuseEntry(entry);
    if (entries.has(path)) throw new ArchiveRefused(`The archive has "${path}" twice.`);
    if (path.endsWith('.ndjson')) rowBytes += entry.uncompressedSize;
    packedBytes += entry.compressedSize;
    // Entries that share their bytes would be more than the file is long.
    if (rowBytes > ROWS_MAX_BYTES || packedBytes > zip.fileSize) {
      throw new ArchiveRefused('The archive unpacks to too much.');
    }
    entries.set(path, entry);
  }
  return entries;
}

function refuseEntry(entry: Entry): void {
  const path = entry.fileName;
  if (!KNOWN.test(path) && !isFileEntry(path)) {
    throw new ArchiveRefused(`The archive has a file that does not belong in it: ${quoted(path)}.`);
  }
  if (!entry.canDecodeFileData()) {
    throw new ArchiveRefused(`"${path}" is encrypted, or packed in an unknown way.`);
  }
  // So files can't be more than the archive itself. An export has them as they are: they are packed already.
  if (isFileEntry(path) && entry.compressionMethod !== STORED) {
    throw new ArchiveRefused(`"${path}" is packed, and files of an export are not.`);
  }
}

async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    const content: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const chunk of content) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw new ArchiveRefused(`"${entry.fileName}" is damaged: ${String(error)}.`);
  }
  if (sum !== entry.crc32) throw new ArchiveRefused(`"${entry.fileName}" is damaged.`);
}

const quoted = (path: string): string => JSON.stringify(path.slice(0, 80));

/** What the ZIP library says of a broken file is for people too. */
async function refusingUnreadable<Value>(run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ArchiveRefused || isOurs(error)) throw error;
    throw new ArchiveRefused(`This is no ZIP file that can be read: ${String(error)}.`);
  }
}

/** That a file can't be opened is not the archive's fault. */
const isOurs = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
