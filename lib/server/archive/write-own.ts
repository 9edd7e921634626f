import { ownParts, readOwnAccount, type OwnAccount } from '../../../db/archive/own-parts.ts';
import { countRows, readInBatches, type Snapshot } from '../../../db/archive/snapshot.ts';
import { ownPage } from './html/own-page.ts';
import { toLines } from './lines.ts';
import type { Progress } from './progress.ts';
import type { Writing } from './write-event.ts';
import { ZipWriter } from './zip-writer.ts';

/** Everything that is stored of one person; null where their account is gone. */
export async function writeOwn(
  snapshot: Snapshot,
  { userId, at }: { readonly userId: string; readonly at: Date },
): Promise<Writing | null> {
  const account = await readOwnAccount(snapshot, userId);
  if (account === null) return null;
  const files: OwnFile[] = [];
  for (const { path, what, select } of ownParts) {
    files.push({ path, what, count: await countRows(snapshot, select(userId)) });
  }
  const zip = new ZipWriter(at);
  const total = files.reduce((sum, { count }) => sum + count, 0);
  return {
    zip,
    seq: null,
    total,
    run: (progress) => run(snapshot, { account, at, files, zip, progress }),
  };
}

interface OwnFile {
  readonly path: string;
  readonly what: string;
  readonly count: number;
}

interface Run {
  readonly account: OwnAccount;
  readonly at: Date;
  readonly files: readonly OwnFile[];
  readonly zip: ZipWriter;
  readonly progress: Progress;
}

async function run(snapshot: Snapshot, { account, at, files, zip, progress }: Run): Promise<void> {
  const head = { format: 'hallway-account', version: 1, exportedAt: at.toISOString(), ...account };
  await zip.add('account.json', [`${JSON.stringify(head, null, 2)}\n`]);
  for (const { path, select } of ownParts) {
    const rows = readInBatches(snapshot, select(account.userId));
    await zip.add(path, toLines(rows, progress.step));
  }
  await zip.add('index.html', [ownPage(account, { files, at })]);
  await zip.end();
}
