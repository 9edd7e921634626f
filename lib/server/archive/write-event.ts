import { readEventHead, type EventHead } from '../../../db/archive/event-head.ts';
import { eventParts } from '../../../db/archive/event-parts.ts';
import { readInBatches, type Snapshot } from '../../../db/archive/snapshot.ts';
import { eventPages } from './html/event-pages.ts';
import { toLines } from './lines.ts';
import type { Progress } from './progress.ts';
import { ZipWriter } from './zip-writer.ts';

/** An archive that is being written: its file as it comes, and what makes it come. */
export interface Writing {
  readonly zip: ZipWriter;
  readonly seq: number | null;
  /** How many steps {@link run} takes, as it counts them. */
  readonly total: number;
  /** Writes everything into the file. Rejects where that is not possible, or nobody reads it any more. */
  readonly run: (progress: Progress) => Promise<void>;
}

/** An event as it is in the snapshot; null where it is gone. */
export async function writeEvent(snapshot: Snapshot, eventId: string): Promise<Writing | null> {
  const head = await readEventHead(snapshot, eventId);
  if (head === null) return null;
  const zip = new ZipWriter(new Date(head.exportedAt));
  const rows = Object.values(head.counts).reduce((sum, count) => sum + count, 0);
  // Messages are read twice: for programs, and for people.
  const total = rows + (head.counts['messages.ndjson'] ?? 0);
  return { zip, seq: head.seq, total, run: (progress) => run(snapshot, { head, zip, progress }) };
}

interface Run {
  readonly head: EventHead;
  readonly zip: ZipWriter;
  readonly progress: Progress;
}

async function run(snapshot: Snapshot, { head, zip, progress }: Run): Promise<void> {
  await zip.add('event.json', [`${JSON.stringify(head, null, 2)}\n`]);
  for (const { path, select } of eventParts) {
    const rows = readInBatches(snapshot, select(head.event.id));
    await zip.add(path, toLines(rows, progress.step));
  }
  for await (const page of eventPages(snapshot, head, progress.step)) {
    await zip.add(page.path, page.chunks);
  }
  await zip.end();
}
