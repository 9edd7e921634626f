import { sql, type Kysely, type RawBuilder } from 'kysely';

import type { TermGroup } from '../domain/search-query.ts';
import type { Database } from './schema.ts';
import { addPlaces, emptySet, inAll, type Places, type PlaceSet } from './search-place-set.ts';
import type { SearchSegment } from './search-scope.ts';

export interface FoundPostings {
  /** By stretch the messages that have terms of each group, the newest first; stretches without them are left out. */
  readonly seqs: ReadonlyMap<number, readonly number[]>;
  readonly rowsRead: number;
}

interface PostingRow extends Places {
  readonly id: number;
  readonly asked: number;
}

/** Rows of one range in one stretch that are read at first: a short beginning has thousands. */
const FEW_ROWS = 48;
/** So many messages are as quickly looked at as all that a beginning has is read. */
const FEW_MESSAGES = 256;

/**
 * Which messages of some stretches have terms of each group. What very many terms begin with is read only where the
 * other groups leave many messages, so it can be too many.
 */
export async function readPostings(
  db: Kysely<Database>,
  window: readonly SearchSegment[],
  groups: readonly TermGroup[],
): Promise<FoundPostings> {
  if (groups.length === 1) return readRows(db, { window, groups, most: null });
  const found = await readRows(db, { window, groups, most: FEW_ROWS });
  const left = [...found.seqs.values()].reduce((sum, seqs) => sum + seqs.length, 0);
  if (!found.isCut || left <= FEW_MESSAGES) return found;
  const whole = await readRows(db, { window, groups, most: null });
  return { ...whole, rowsRead: found.rowsRead + whole.rowsRead };
}

interface Asked {
  readonly window: readonly SearchSegment[];
  readonly groups: readonly TermGroup[];
  /** Rows of a range that are read in a stretch; null for all. */
  readonly most: number | null;
}

async function readRows(
  db: Kysely<Database>,
  { window, groups, most }: Asked,
): Promise<FoundPostings & { readonly isCut: boolean }> {
  const ranges = groups.flatMap((group, index) =>
    group.ranges.map((range) => ({ group, index, range })),
  );
  const asked = ranges.map(
    ({ group, range: { low, high } }, index) =>
      sql`(${index}::int, ${group.wherePaired}::boolean, ${low}::text, ${high}::text)`,
  );
  // Subqueries that PostgreSQL can not turn into joins: each is one probe of the primary key.
  const { rows } = await sql<PostingRow>`
    select s.id, a.asked, p.offsets::text as offsets, p.bits
    from unnest(
      ${window.map(({ id }) => id)}::int[], ${window.map(({ isPaired }) => isPaired)}::boolean[]
    ) as s (id, is_paired)
    cross join (values ${sql.join(asked)}) as a (asked, where_paired, low, high)
    cross join lateral (
      select offsets, bits from search_posting
      where segment_id = s.id and term >= a.low collate "C" and term <= a.high collate "C"
        and coalesce(s.is_paired = a.where_paired, true)
      limit ${most}
    ) p
    where ${sql.join(groups.map(hasOneOf), sql` and `)}
  `.execute(db);
  const byId = Map.groupBy(rows, ({ id }) => id);
  const seqs = new Map<number, readonly number[]>();
  let isCut = false;
  for (const segment of window) {
    const ofSegment = byId.get(segment.id);
    if (ofSegment === undefined) continue;
    const sets = setsFor(segment, groups);
    const counts = new Uint32Array(ranges.length);
    for (const row of ofSegment) {
      const set = sets[ranges[row.asked]?.index ?? 0];
      if (set === undefined) continue;
      addPlaces(set, row);
      const count = (counts[row.asked] ?? 0) + 1;
      counts[row.asked] = count;
      if (count === most) set.fill(0xff);
    }
    isCut ||= counts.some((count) => count === most);
    seqs.set(segment.id, inAll(segment, sets));
  }
  return { seqs, rowsRead: rows.length, isCut };
}

/** What a stretch is not asked for, all of its messages may have. */
const setsFor = ({ size, isPaired }: SearchSegment, groups: readonly TermGroup[]): PlaceSet[] =>
  groups.map(({ wherePaired }) => {
    const set = emptySet(size);
    return wherePaired === null || wherePaired === isPaired ? set : set.fill(0xff);
  });

const hasOneOf = ({ ranges, wherePaired }: TermGroup): RawBuilder<unknown> =>
  sql`(${wherePaired === null ? sql`false` : sql`s.is_paired <> ${wherePaired}::boolean`} or ${sql.join(
    ranges.map(
      ({ low, high }) => sql`coalesce((
      select true from search_posting
      where segment_id = s.id and term >= ${low}::text collate "C" and term <= ${high}::text collate "C"
      limit 1
    ), false)`,
    ),
    sql` or `,
  )})`;
