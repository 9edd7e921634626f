import { ownFilesPart, ownParts, readOwnAccount } from '../../../db/archive/own-parts.ts';
import type { OwnAccount } from '../../../db/archive/own-parts.ts';
import type { FileRow } from '../../../db/archive/files-part.ts';
import {
  countRows,
  inSnapshot,
  readInBatches,
  type Snapshot,
} from '../../../db/archive/snapshot.ts';
import { carryFiles } from './carry-files.ts';
import { ownFilesPage, ownPage, type OwnFile } from './html/own-page.ts';
import { collect, toLines } from './lines.ts';
import type { ArchiveSources, Writing } from './write-event.ts';

interface Own {
  readonly account: OwnAccount;
  readonly files: readonly OwnFile[];
  readonly at: Date;
}

/**
 * Writes everything that is stored of one person into an archive, with the files that they have sent.
 *
 * @returns false where their account is gone. Rejects where that is not possible, or nobody reads the file any more.
 */
export async function writeOwn(
  { db, bytes }: ArchiveSources,
  { userId, at }: { readonly userId: string; readonly at: Date },
  { zip, progress }: Writing,
): Promise<boolean> {
  const uploads = await inSnapshot(db, async (snapshot) => {
    const account = await readOwnAccount(snapshot, userId);
    if (account === null) return null;
    const files = await countParts(snapshot, userId);
    const total = files.reduce((sum, { count }) => sum + count, 0);
    await progress.begin({ seq: null, total });
    return writeRows(snapshot, { account, files, at }, { zip, progress });
  });
  if (uploads === null) return false;
  const silent = { ...progress, step: () => progress.step(0) };
  const sent = uploads.filter(({ isSent }) => isSent === true);
  const carried = await carryFiles({ bytes, zip, progress: silent }, sent);
  const others = uploads.filter(({ isSent }) => isSent !== true);
  await zip.add(
    ownFilesPart.path,
    toLines([carried, others], () => {}),
  );
  if (carried.length > 0) await zip.add('files.html', ownFilesPage(carried));
  await zip.end();
  return true;
}

async function countParts(snapshot: Snapshot, userId: string): Promise<readonly OwnFile[]> {
  const files: OwnFile[] = [];
  for (const { path, what, select } of ownParts) {
    files.push({ path, what, count: await countRows(snapshot, select(userId)) });
  }
  return files;
}

/** Everything but files: those are answered. */
async function writeRows(
  snapshot: Snapshot,
  { account, files, at }: Own,
  { zip, progress }: Writing,
): Promise<readonly FileRow[]> {
  const head = { format: 'hallway-account', version: 2, exportedAt: at.toISOString(), ...account };
  await zip.add('account.json', [`${JSON.stringify(head, null, 2)}\n`]);
  let uploads: readonly FileRow[] = [];
  for (const part of ownParts) {
    const rows = readInBatches(snapshot, part.select(account.userId));
    if (part === ownFilesPart) uploads = await collect<FileRow>(rows, progress.step);
    else await zip.add(part.path, toLines(rows, progress.step));
  }
  const hasSent = uploads.some(({ isSent }) => isSent === true);
  await zip.add('index.html', [ownPage(account, { files, at, hasSent })]);
  return uploads;
}
