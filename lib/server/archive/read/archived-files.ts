import { createHash } from 'node:crypto';

import { filesPart } from '../../../../db/archive/files-part.ts';
import type { FileLine } from '../../../../db/archive/file-fields.ts';
import { contentKey, thumbnailKey } from '../../file-keys.ts';
import { isFileEntry, type OpenArchive } from './open-archive.ts';
import { readRows } from './read-rows.ts';
import { ArchiveRefused } from './refused.ts';

/** Bytes of an archive, and the key under which they are to be stored. */
export interface ArchivedBytes {
  readonly path: string;
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

/** The files that an archive says it has, some hundred at a time. */
export async function* readFileLines(archive: OpenArchive): AsyncGenerator<readonly FileLine[]> {
  if (!archive.has(filesPart.path)) return;
  for await (const rows of readRows(archive.read(filesPart.path), filesPart)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the part's schema
    yield rows as readonly FileLine[];
  }
}

/** What there is of a file; nothing where it was gone when the export was made. */
export function bytesOf({ content, ...file }: FileLine): readonly ArchivedBytes[] {
  if (content === undefined) return [];
  const { path, sha256, thumbnail } = content;
  const whole = { path, key: contentKey(file), size: file.size, sha256 };
  return thumbnail === undefined ? [whole] : [whole, { ...thumbnail, key: thumbnailKey(file.id) }];
}

/**
 * Makes sure, before anything is stored, that an archive has the files that it says it has, and no other.
 * @throws {ArchiveRefused}
 */
export async function verifyFiles(archive: OpenArchive): Promise<void> {
  const named = new Set<string>();
  for await (const files of readFileLines(archive)) {
    for (const file of files) {
      for (const bytes of bytesOf(file)) await verifyBytes(archive, bytes, named);
    }
  }
  const extra = [...archive.paths()].find((path) => isFileEntry(path) && !named.has(path));
  if (extra !== undefined) throw new ArchiveRefused(`"${extra}" is a file of no message.`);
}

async function verifyBytes(
  archive: OpenArchive,
  bytes: ArchivedBytes,
  named: Set<string>,
): Promise<void> {
  const { path, size } = bytes;
  if (!isFileEntry(path) || !archive.has(path)) {
    throw new ArchiveRefused(`"${path}" is missing in the archive.`);
  }
  if (named.has(path)) throw new ArchiveRefused(`"${path}" is said to be two files.`);
  named.add(path);
  if (archive.sizeOf(path) !== size) {
    throw new ArchiveRefused(
      `"${path}" has ${archive.sizeOf(path)} bytes and should have ${size}.`,
    );
  }
  for await (const _ of readVerified(archive, bytes));
}

/** The bytes as they come. Fails in the end where they are not those that the archive says. */
export async function* readVerified(
  archive: OpenArchive,
  { path, sha256 }: ArchivedBytes,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of archive.read(path)) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new ArchiveRefused(`"${path}" was altered.`);
}
