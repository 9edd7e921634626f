import type { Kysely } from 'kysely';

import { inSnapshot } from '../../../db/archive/snapshot.ts';
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
import { writeEvent, type Writing } from '../../server/archive/write-event.ts';
import { writeOwn } from '../../server/archive/write-own.ts';
import type { Progress } from '../../server/archive/progress.ts';
import type { Logger } from '../ports.ts';
import type { ExportFiles } from './export-files.ts';

export interface MakeExportDeps {
  readonly db: Kysely<Database>;
  readonly files: ExportFiles;
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
    deps.logger.warn({ error, exportId: claim.id, attempt: claim.attempt }, 'An export failed');
    await failAttempt(deps.db, claim);
  }
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
  const bytes = await inSnapshot(deps.db, async (snapshot) => {
    const writing = await write(snapshot, claim);
    return writing === null ? null : store(deps, claim, writing);
  });
  if (bytes === null) return giveUpExport(deps.db, claim);
  if (!(await finishExport(deps.db, claim, bytes))) throw new Overtaken();
}

function write(
  snapshot: Parameters<typeof writeEvent>[0],
  { kind, eventId, userId }: Claim,
): Promise<Writing | null> {
  if (kind === 'event')
    return eventId === null ? Promise.resolve(null) : writeEvent(snapshot, eventId);
  const at = new Date();
  return userId === null ? Promise.resolve(null) : writeOwn(snapshot, { userId, at });
}

/** Writing and storing go on together, and end together: a fault of either is one of both. */
async function store(
  { db, files, signal }: MakeExportDeps,
  claim: Claim,
  writing: Writing,
): Promise<number> {
  const { zip } = writing;
  const progress = followed(db, { claim, writing, signal });
  const run = begin(writing, progress).catch((error: unknown) => {
    zip.fail(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [ran, stored] = await Promise.allSettled([run, files.write(exportFile(claim), zip.output)]);
  if (ran.status === 'rejected') throw ran.reason;
  if (stored.status === 'rejected') throw stored.reason;
  return stored.value;
}

/** Says at once what there is to do, also where that is nothing. */
async function begin({ run }: Writing, progress: Progress): Promise<void> {
  await progress.step(0);
  await run(progress);
}

interface Followed {
  readonly claim: Claim;
  readonly writing: Writing;
  readonly signal: AbortSignal;
}

function followed(db: Kysely<Database>, { claim, writing, signal }: Followed): Progress {
  const { total, seq } = writing;
  let done = 0;
  let toldAt = -Infinity;
  return {
    async step(count) {
      done += count;
      signal.throwIfAborted();
      if (performance.now() - toldAt < TOUCH_MS) return;
      toldAt = performance.now();
      if (!(await touchExport(db, claim, { done, total, seq }))) throw new Overtaken();
    },
  };
}
