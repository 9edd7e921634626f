import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

import { filePath, thumbnailPath } from '../../../db/archive/file-paths.ts';
import type { FileRow } from '../../../db/archive/files-part.ts';
import { contentKey, thumbnailKey } from '../file-keys.ts';
import type { Progress } from './progress.ts';
import type { ZipWriter } from './zip-writer.ts';

/** Where the bytes of files are, by their keys. */
export interface FileBytes {
  /** Null where there are none. */
  readonly sizeOf: (key: string) => Promise<number | null>;
  readonly open: (key: string) => Promise<Readable>;
}

/** What the archive has of a file: where, and what its bytes are. */
interface Content {
  readonly path: string;
  readonly sha256: string;
  readonly thumbnail?: Thumbnail;
}

interface Thumbnail {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Carrying {
  readonly bytes: FileBytes;
  readonly zip: ZipWriter;
  readonly progress: Progress;
}

/**
 * Writes the bytes of files into an archive, one after the other, each as it comes from the storage. Answers their rows
 * with what was written; of a file that is gone meanwhile there is nothing.
 */
export async function carryFiles(
  carrying: Carrying,
  files: readonly FileRow[],
): Promise<readonly FileRow[]> {
  const carried: FileRow[] = [];
  for (const file of files) {
    carried.push({ ...file, content: await carryFile(carrying, file) });
    await carrying.progress.step(1);
  }
  return carried;
}

async function carryFile(carrying: Carrying, file: FileRow): Promise<Content | null> {
  const { id, kind, size } = file;
  const path = filePath(file);
  if ((await carrying.bytes.sizeOf(contentKey(file))) !== size) return null;
  const sha256 = await carry(carrying, { key: contentKey(file), path, size });
  if (kind !== 'image') return { path, sha256 };
  const thumbnail = await carryThumbnail(carrying, id);
  return { path, sha256, ...(thumbnail !== null && { thumbnail }) };
}

async function carryThumbnail(carrying: Carrying, id: string): Promise<Thumbnail | null> {
  const key = thumbnailKey(id);
  const size = await carrying.bytes.sizeOf(key);
  if (size === null) return null;
  const path = thumbnailPath(id);
  return { path, size, sha256: await carry(carrying, { key, path, size }) };
}

interface Entry {
  readonly key: string;
  readonly path: string;
  readonly size: number;
}

/** @returns the SHA-256 of what was written. */
async function carry(
  { bytes, zip, progress }: Carrying,
  { key, path, size }: Entry,
): Promise<string> {
  const hash = createHash('sha256');
  let written = 0;
  async function* read(): AsyncGenerator<Uint8Array> {
    const content: AsyncIterable<Uint8Array> = await bytes.open(key);
    for await (const chunk of content) {
      hash.update(chunk);
      written += chunk.length;
      yield chunk;
      // A large file takes longer than a worker may be silent.
      await progress.step(0);
    }
  }
  await zip.add(path, read(), { isCompressed: true });
  if (written !== size) throw new Error(`${path} has ${written} bytes and should have ${size}`);
  return hash.digest('hex');
}
