import type { Kysely } from 'kysely';

import type { TermGroup } from '../domain/search-query.ts';
import type { Database } from './schema.ts';
import { readPostings } from './search-postings.ts';
import type { SearchSegment } from './search-scope.ts';

/** A message that may be one that is searched for. */
export interface Place {
  readonly eventId: string;
  readonly seq: number;
}

export interface Batch {
  readonly places: readonly Place[];
  /** The stretch that the last of them is of, where it has more. */
  readonly unfinished: SearchSegment | null;
  /** The stretch that follows; null after the last. */
  readonly next: SearchSegment | null;
  /** Rows of the index that were read for them. */
  readonly rowsRead: number;
}

/** The newest stretches have all that a page shows, mostly. */
const FIRST_WINDOW = 2;
/** Stretches that are asked for at once at most; and where each has very many rows, as of short beginnings. */
const WINDOW_MAX = 64;
const DENSE_WINDOW = 1;
/** One more question costs more than some stretches that were not needed. */
const SPARE = 2;
const MANY_ROWS = 1_000;
const BATCH_GROWTH = 4;
const BATCH_MAX = 256;

/**
 * Messages that have terms of each group, by the index, in the order of the stretches and from the newest on in each.
 * Each batch is read only when it is asked for; the first is of `wanted` messages, as is what is looked for.
 * Cost: an index probe for each stretch and group, in few statements.
 */
export async function* findCandidates(
  db: Kysely<Database>,
  { segments, groups }: { segments: readonly SearchSegment[]; groups: readonly TermGroup[] },
  wanted: number,
): AsyncGenerator<Batch> {
  const seen = { messages: 0, found: 0, rows: 0 };
  let most = wanted;
  for (let start = 0; start < segments.length;) {
    const window = nextWindow(segments.slice(start, start + WINDOW_MAX), seen, wanted);
    start += window.length;
    const { rowsRead, seqs } = await readPostings(db, window, groups);
    seen.rows = rowsRead;
    let places: Place[] = [];
    for (const [index, segment] of window.entries()) {
      const next = window[index + 1] ?? segments[start] ?? null;
      seen.messages += lengthOf(segment);
      for (const seq of seqs.get(segment.id) ?? []) {
        seen.found += 1;
        places.push({ eventId: segment.eventId, seq });
        if (places.length < most) continue;
        yield { places, unfinished: segment, next, rowsRead: 0 };
        most = Math.min(most * BATCH_GROWTH, BATCH_MAX);
        places = [];
      }
    }
    yield { places, unfinished: null, next: segments[start] ?? null, rowsRead };
  }
}

const lengthOf = ({ fromSeq, toSeq }: SearchSegment): number => toSeq - fromSeq + 1;

interface Seen {
  readonly messages: number;
  readonly found: number;
  /** Rows of the last window. */
  readonly rows: number;
}

/** As many stretches as have enough, going by what the newer ones had; where they had nothing, all. */
function nextWindow(
  segments: readonly SearchSegment[],
  { messages, found, rows }: Seen,
  wanted: number,
): readonly SearchSegment[] {
  if (messages === 0) return segments.slice(0, FIRST_WINDOW);
  const most = rows > MANY_ROWS ? DENSE_WINDOW : segments.length;
  let missing = (SPARE * wanted * messages) / found;
  const enough = segments.findIndex((segment) => (missing -= lengthOf(segment)) <= 0);
  return segments.slice(0, Math.min(most, enough === -1 ? segments.length : enough + 1));
}
