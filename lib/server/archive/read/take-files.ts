import { Readable } from 'node:stream';

import type { Kysely } from 'kysely';

import { claimFiles, dropClaims, renewClaims } from '../../../../db/archive/claim-files.ts';
import type { FileLine } from '../../../../db/archive/file-fields.ts';
import { forgetFile } from '../../../../db/files.ts';
import type { Database } from '../../../../db/schema.ts';
import { bytesOf, readFileLines, readVerified, verifyFiles } from './archived-files.ts';
import type { OpenArchive } from './open-archive.ts';
import { ArchiveRefused } from './refused.ts';

/** Where files go that an archive brings. */
export interface FileTaker {
  /** Writes bytes whole or not at all. */
  readonly write: (key: string, bytes: Readable, size: number) => Promise<void>;
  /** Looks at a file that was written; says why it is not taken, as the end of a sentence, or null. */
  readonly judge: (file: FileLine) => Promise<string | null>;
  /** Removes all that there is of a file. */
  readonly remove: (id: string) => Promise<void>;
}

export interface TakeFilesDeps {
  readonly db: Kysely<Database>;
  readonly files: FileTaker;
}

/** A third of what a claim holds at the longest. */
const RENEW_MS = 180_000;

/**
 * Stores the files of an archive, which belong to nothing yet, and has `takeRows` make them the event's own. What it did
 * not take is removed in the end; where this process ends before, by the keeper of files.
 *
 * @throws {ArchiveRefused} where one of them is not what the archive says.
 */
export async function withFiles(
  deps: TakeFilesDeps,
  archive: OpenArchive,
  takeRows: () => Promise<void>,
): Promise<void> {
  await verifyFiles(archive);
  const claimed: string[] = [];
  const renewal = setInterval(() => void renewClaims(deps.db, claimed).catch(() => {}), RENEW_MS);
  try {
    for await (const lines of readFileLines(archive)) {
      await claimFiles(deps.db, lines);
      claimed.push(...lines.map(({ id }) => id));
      for (const line of lines) await storeFile(deps.files, archive, line);
    }
    await takeRows();
  } finally {
    clearInterval(renewal);
    // What can't be removed now is due in some minutes.
    await removeClaimed(deps, claimed).catch(() => {});
  }
}

async function removeClaimed(
  { db, files }: TakeFilesDeps,
  claimed: readonly string[],
): Promise<void> {
  for (const id of await dropClaims(db, claimed)) {
    await files.remove(id);
    await forgetFile(db, id);
  }
}

async function storeFile(files: FileTaker, archive: OpenArchive, line: FileLine): Promise<void> {
  for (const bytes of bytesOf(line)) {
    const content = Readable.from(readVerified(archive, bytes), { objectMode: false });
    await files.write(bytes.key, content, bytes.size);
  }
  if (line.content === undefined) return;
  const why = await files.judge(line);
  if (why !== null) throw new ArchiveRefused(`"${line.content.path}" ${why}.`);
}
