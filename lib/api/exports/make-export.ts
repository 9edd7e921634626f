import type { Kysely } from 'kysely';

import {
  claimExport,
  failAttempt,
  failSilent,
  finishExport,
  forgetExport,
  giveUpExport,
  listOver,
  touchExport,
  type Claim,
} from '../../../db/export-work.ts';
import type { Database } from '../../../db/schema.ts';
import type { FileBytes } from '../../server/archive/carry-files.ts';
import type { Progress } from '../../server/archive/progress.ts';
import { withSmallHeap } from '../../server/archive/small-heap.ts';
import { writeEvent } from '../../server/archive/write-event.ts';
import { writeOwn } from '../../server/archive/write-own.ts';
import { ZipWriter } from '../../server/archive/zip-writer.ts';
import type { Logger } from '../ports.ts';
import type { ExportFiles } from './export-files.ts';

export interface MakeExportDeps {
  readonly db: Kysely<Database>;
  readonly files: ExportFiles;
  /** Where the files are that messages bring. */
  readonly openStore: () => Promise<FileBytes>;
  readonly logger: Logger;
  /** Ends what is under way; it is begun anew later. */
  readonly signal: AbortSignal;
}

/** How often a worker says how far it is, and hears whether it is to go on. */
const TOUCH_MS = 1_000;

/** The file of one attempt. A worker that was overtaken writes into its own, which counts for nothing. */
export const exportFile = ({ id, attempt }: Pick<Claim, 'id' | 'attempt'>): string =>
  `${id}-${attempt}.zip`;

class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** There is no such event or person any more. */
class Gone extends Error {
  override readonly name = 'Gone';
}

/**
 * Makes the oldest export that waits, and tells whether there was one. A worker that is killed in the middle leaves
 * nothing that counts: each attempt has a file of its own, and the row says which one is whole. What can't be made is
 * tried again some times.
 */
export async function makeNext(deps: MakeExportDeps): Promise<boolean> {
  const claim = await claimExport(deps.db);
  if (claim === null) return false;
  try {
    await make(deps, claim);
  } catch (error) {
    await deps.files.remove(exportFile(claim));
    if (error instanceof Overtaken) return true;
    if (error instanceof Gone) return giveUp(deps, claim);
    deps.logger.warn({ error, exportId: claim.id, attempt: claim.attempt }, 'An export failed');
    await failAttempt(deps.db, claim);
  }
  return true;
}

async function giveUp({ db }: MakeExportDeps, claim: Claim): Promise<true> {
  await giveUpExport(db, claim);
  return true;
}

/** Removes the files of exports whose time is over, or whose event or person is gone. */
export async function removeOver(deps: Pick<MakeExportDeps, 'db' | 'files'>): Promise<void> {
  await failSilent(deps.db);
  for (const over of await listOver(deps.db)) {
    await removeFiles(deps, over);
    await forgetExport(deps.db, over);
  }
}

/** The files of this attempt and all before it. */
async function removeFiles(
  { files }: Pick<MakeExportDeps, 'files'>,
  { id, attempt: last }: Pick<Claim, 'id' | 'attempt'>,
): Promise<void> {
  for (let attempt = 1; attempt <= last; attempt += 1) {
    await files.remove(exportFile({ id, attempt }));
  }
}

async function make(deps: MakeExportDeps, claim: Claim): Promise<void> {
  await removeFiles(deps, { id: claim.id, attempt: claim.attempt - 1 });
  const bytes = await withSmallHeap(() => store(deps, claim));
  if (!(await finishExport(deps.db, claim, bytes))) throw new Overtaken();
}

/** Writing and storing go on together, and end together: a fault of either is one of both. */
async function store(deps: MakeExportDeps, claim: Claim): Promise<number> {
  const zip = new ZipWriter(new Date());
  const run = write(deps, claim, zip).catch((error: unknown) => {
    zip.fail(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const stored = deps.files.write(exportFile(claim), zip.output);
  const [ran, kept] = await Promise.allSettled([run, stored]);
  if (ran.status === 'rejected') throw ran.reason;
  if (kept.status === 'rejected') throw kept.reason;
  return kept.value;
}

async function write(deps: MakeExportDeps, claim: Claim, zip: ZipWriter): Promise<void> {
  const sources = { db: deps.db, bytes: await deps.openStore() };
  const writing = { zip, progress: followed(deps, claim) };
  const { kind, eventId, userId } = claim;
  const isThere =
    kind === 'event'
      ? eventId !== null && (await writeEvent(sources, eventId, writing))
      : userId !== null && (await writeOwn(sources, { userId, at: new Date() }, writing));
  if (!isThere) throw new Gone();
}

function followed({ db, signal }: MakeExportDeps, claim: Claim): Progress {
  let whole: Parameters<Progress['begin']>[0] = { total: 0, seq: null };
  let done = 0;
  let toldAt = -Infinity;
  const step = async (count: number): Promise<void> => {
    done += count;
    signal.throwIfAborted();
    if (performance.now() - toldAt < TOUCH_MS) return;
    toldAt = performance.now();
    if (!(await touchExport(db, claim, { done, ...whole }))) throw new Overtaken();
  };
  return {
    step,
    // Said at once, also where there is nothing to do.
    async begin(known) {
      whole = known;
      await step(0);
    },
  };
}
