import type { Kysely } from 'kysely';

import { readEventHead, type EventHead } from '../../../db/archive/event-head.ts';
import { eventParts } from '../../../db/archive/event-parts.ts';
import { filesPart, type FileRow } from '../../../db/archive/files-part.ts';
import { inSnapshot, readInBatches, type Snapshot } from '../../../db/archive/snapshot.ts';
import type { Database } from '../../../db/schema.ts';
import { carryFiles, type FileBytes } from './carry-files.ts';
import { eventPages } from './html/event-pages.ts';
import { collect, toLines } from './lines.ts';
import type { Progress } from './progress.ts';
import type { ZipWriter } from './zip-writer.ts';

/** What is exported is in these. */
export interface ArchiveSources {
  readonly db: Kysely<Database>;
  readonly bytes: FileBytes;
}

/** An archive that is being written. */
export interface Writing {
  readonly zip: ZipWriter;
  readonly progress: Progress;
}

/**
 * Writes an event, as it is now, into an archive. The bytes of its files come when the snapshot is over: nothing in the
 * database waits for them.
 *
 * @returns false where there is no such event. Rejects where that is not possible, or nobody reads the file any more.
 */
export async function writeEvent(
  { db, bytes }: ArchiveSources,
  eventId: string,
  { zip, progress }: Writing,
): Promise<boolean> {
  const files = await inSnapshot(db, async (snapshot) => {
    const head = await readEventHead(snapshot, eventId);
    if (head === null) return null;
    await progress.begin({ seq: head.seq, total: stepsOf(head) });
    return writeRows(snapshot, head, { zip, progress });
  });
  if (files === null) return false;
  const carried = await carryFiles({ bytes, zip, progress }, files);
  await zip.add(
    filesPart.path,
    toLines([carried], () => {}),
  );
  await zip.end();
  return true;
}

/** Messages are read twice, for programs and for people, and so are files. */
const stepsOf = ({ counts }: EventHead): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0) +
  (counts['messages.ndjson'] ?? 0) +
  (counts[filesPart.path] ?? 0);

/** Everything but files: those are answered. */
async function writeRows(
  snapshot: Snapshot,
  head: EventHead,
  { zip, progress }: Writing,
): Promise<readonly FileRow[]> {
  await zip.add('event.json', [`${JSON.stringify(head, null, 2)}\n`]);
  let files: readonly FileRow[] = [];
  for (const part of eventParts) {
    const rows = readInBatches(snapshot, part.select(head.event.id));
    if (part === filesPart) files = await collect<FileRow>(rows, progress.step);
    else await zip.add(part.path, toLines(rows, progress.step));
  }
  for await (const page of eventPages(snapshot, head, progress.step)) {
    await zip.add(page.path, page.chunks);
  }
  return files;
}
