import { sql, type Kysely, type RawBuilder } from 'kysely';

import type { TermRange } from '../domain/search-query.ts';
import type { Database } from './schema.ts';
import { BLOCK_SEQS } from './search-lock.ts';
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
}

/** The newest stretches have all that a page shows, mostly; a rare word is looked for in many at once. */
const FIRST_WINDOW = 2;
const WINDOW_GROWTH = 16;
const FIRST_BATCH = 64;
const BATCH = 256;

/**
 * Messages that have terms of each group, by the index, in the order of the stretches and from the newest on in each.
 * Cost: an index probe for each stretch and group, in few statements.
 */
export async function* findCandidates(
  db: Kysely<Database>,
  segments: readonly SearchSegment[],
  groups: readonly (readonly TermRange[])[],
): AsyncGenerator<Batch> {
  let isFirst = true;
  for (let start = 0, size = FIRST_WINDOW; start < segments.length; size *= WINDOW_GROWTH) {
    const window = segments.slice(start, start + size);
    start += size;
    const found = await readWindow(db, window, groups);
    let places: Place[] = [];
    for (const [index, segment] of window.entries()) {
      const next = window[index + 1] ?? segments[start] ?? null;
      for (const seq of found.get(segment.id) ?? []) {
        places.push({ eventId: segment.eventId, seq });
        if (places.length < (isFirst ? FIRST_BATCH : BATCH)) continue;
        yield { places, unfinished: segment, next };
        isFirst = false;
        places = [];
      }
    }
    yield { places, unfinished: null, next: segments[start] ?? null };
  }
}

interface PostingRow {
  readonly id: number;
  readonly asked: number;
  readonly offsets: readonly number[] | null;
}

/** The messages that each stretch has, the newest first. */
async function readWindow(
  db: Kysely<Database>,
  window: readonly SearchSegment[],
  groups: readonly (readonly TermRange[])[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const asked = groups.flatMap((ranges, group) =>
    ranges.map(({ low, high }) => sql`(${group}::int, ${low}::text, ${high}::text)`),
  );
  // Subqueries that PostgreSQL can not turn into joins: each is one probe of the primary key.
  const { rows } = await sql<PostingRow>`
    select s.id, a.asked, p.offsets
    from unnest(${window.map(({ id }) => id)}::int[]) as s (id)
    cross join (values ${sql.join(asked)}) as a (asked, low, high)
    cross join lateral (
      select offsets from search_posting
      where segment_id = s.id and term >= a.low collate "C" and term <= a.high collate "C"
      offset 0
    ) p
    where ${sql.join(groups.map(hasOneOf), sql` and `)}
  `.execute(db);
  const marks = new Map<number, Uint16Array>();
  // In the order of the groups, so that a message is counted on by one only that had all before.
  for (const row of rows.toSorted((one, other) => one.asked - other.asked)) {
    const counts = marks.get(row.id) ?? new Uint16Array(BLOCK_SEQS);
    marks.set(row.id, counts);
    markRow(counts, row);
  }
  return new Map(window.map((segment) => [segment.id, marked(segment, marks, groups.length)]));
}

const hasOneOf = (ranges: readonly TermRange[]): RawBuilder<unknown> =>
  sql`(${sql.join(
    ranges.map(
      ({ low, high }) => sql`coalesce((
      select true from search_posting
      where segment_id = s.id and term >= ${low}::text collate "C" and term <= ${high}::text collate "C"
      limit 1
    ), false)`,
    ),
    sql` or `,
  )})`;

function markRow(counts: Uint16Array, { asked, offsets }: PostingRow): void {
  if (offsets === null) {
    counts.forEach((count, offset) => {
      if (count === asked) counts[offset] = asked + 1;
    });
    return;
  }
  for (const offset of offsets) if (counts[offset] === asked) counts[offset] = asked + 1;
}

function marked(
  { id, fromSeq, toSeq }: SearchSegment,
  marks: ReadonlyMap<number, Uint16Array>,
  groups: number,
): readonly number[] {
  const counts = marks.get(id);
  if (counts === undefined) return [];
  const seqs: number[] = [];
  for (let seq = toSeq; seq >= fromSeq; seq -= 1) {
    if (counts[seq % BLOCK_SEQS] === groups) seqs.push(seq);
  }
  return seqs;
}
