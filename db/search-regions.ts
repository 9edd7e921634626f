import { sql, type Transaction } from 'kysely';

import type { Database } from './schema.ts';
import { BLOCK_SEQS, REGION_BLOCKS, REGION_SEQS, REGION_SHIFT } from './search-lock.ts';
import { addPlace, eachOffset, emptySet } from './search-place-set.ts';

/** The newest blocks stay apart, where a page is filled from few messages. */
const BLOCKS_APART = 4;
/** Which events have blocks enough for one more region, all with their pairs. */
export const UNBUILT = sql`
  paired_seq >= region_seq + ${sql.lit((REGION_BLOCKS + BLOCKS_APART) * BLOCK_SEQS)}`;

/** Of a block, the terms that are merged at once: deletions wait meanwhile. */
const TERMS_AT_ONCE = 1_000;
/** A bit for each place is less than a list of more. */
const LISTED_MAX = REGION_SEQS / 16;

interface Region {
  readonly id: number;
  readonly from_seq: number;
  readonly through_term: string;
}

interface Block {
  readonly id: number;
  readonly from_seq: number;
}

/**
 * Makes one stretch of what 16 blocks have, besides them, a part of its terms at a time: a word that is rare is
 * asked for once in 65,536 messages. The caller holds the event's search lock.
 */
export async function buildRegion(tx: Transaction<Database>, eventId: string): Promise<void> {
  const region = (await readRegion(tx, eventId)) ?? (await beginRegion(tx, eventId));
  if (region === null) return;
  const { rows: blocks } = await sql<Block>`
    select id, from_seq from search_segment
    where event_id = ${eventId} and not is_region
      and from_seq >= ${region.from_seq} and from_seq < ${region.from_seq + REGION_SEQS}
  `.execute(tx);
  const through = await nextTerm(tx, region, blocks);
  await writeRegion(tx, region, await mergeBlocks(tx, { region, blocks, through }));
  await tx
    .updateTable('search_segment')
    .set({ through_term: through })
    .where('id', '=', region.id)
    .execute();
  if (through === null) await finishRegion(tx, eventId);
}

/** The one that is being made. */
async function readRegion(tx: Transaction<Database>, eventId: string): Promise<Region | null> {
  const { rows } = await sql<Region>`
    select id, from_seq, through_term from search_segment
    where event_id = ${eventId} and is_region and through_term is not null
  `.execute(tx);
  return rows[0] ?? null;
}

/** @returns null where there is nothing to be made, or was nothing said in all of it. */
async function beginRegion(tx: Transaction<Database>, eventId: string): Promise<Region | null> {
  const { rows } = await sql<Region>`
    insert into search_segment (event_id, from_seq, to_seq, from_at, to_at, is_region, through_term)
    select ${eventId}, g.region_seq, g.region_seq + ${REGION_SEQS - 1}, min(from_at), max(to_at), true, ''
    from search_progress g join search_segment s using (event_id)
    where g.event_id = ${eventId} and ${UNBUILT} and not is_region
      and from_seq >= region_seq and from_seq < region_seq + ${sql.lit(REGION_SEQS)}
    group by g.region_seq
    returning id, from_seq, through_term
  `.execute(tx);
  if (rows[0] === undefined) await finishRegion(tx, eventId);
  return rows[0] ?? null;
}

const finishRegion = (tx: Transaction<Database>, eventId: string): Promise<unknown> =>
  sql`
    update search_progress set region_seq = region_seq + ${sql.lit(REGION_SEQS)}
    where event_id = ${eventId} and ${UNBUILT}
  `.execute(tx);

/** The last term of the next part; null where it is the last part. */
async function nextTerm(
  tx: Transaction<Database>,
  { through_term: through }: Region,
  blocks: readonly Block[],
): Promise<string | null> {
  const sample = blocks[Math.floor(blocks.length / 2)];
  const { rows } = await sql<{ term: string }>`
    select term from search_posting
    where segment_id = ${sample?.id} and term > ${through} collate "C"
    order by term offset ${TERMS_AT_ONCE} limit 1
  `.execute(tx);
  return rows[0]?.term ?? null;
}

interface Part {
  readonly region: Region;
  readonly blocks: readonly Block[];
  readonly through: string | null;
}

/** By term, all places of the region that have it. */
async function mergeBlocks(
  tx: Transaction<Database>,
  { region, blocks, through }: Part,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await sql<{ segment_id: number; term: string; offsets: string | null }>`
    select segment_id, term, offsets::text as offsets from search_posting
    where segment_id = any (${blocks.map(({ id }) => id)}::int[])
      and term > ${region.through_term} collate "C"
      and ${through === null ? sql`true` : sql`term <= ${through} collate "C"`}
  `.execute(tx);
  const bases = new Map(blocks.map(({ id, from_seq: from }) => [id, baseOf(from)]));
  const merged = new Map<string, number[]>();
  for (const { segment_id: id, term, offsets } of rows) {
    const places = merged.get(term) ?? [];
    merged.set(term, places);
    const base = bases.get(id) ?? 0;
    if (offsets !== null) eachOffset(offsets, (offset) => places.push(base + offset));
    else for (let place = 0; place < BLOCK_SEQS; place += 1) places.push(base + place);
  }
  return merged;
}

/** Where a block begins in its region. */
const baseOf = (fromSeq: number): number => (fromSeq - (fromSeq % BLOCK_SEQS)) % REGION_SEQS;

async function writeRegion(
  tx: Transaction<Database>,
  { id }: Region,
  merged: ReadonlyMap<string, readonly number[]>,
): Promise<void> {
  const lists = [...merged.values()].map((places) =>
    places.length > LISTED_MAX ? null : `{${places.map((place) => place - REGION_SHIFT).join()}}`,
  );
  const bits = [...merged.values()].map((places) =>
    places.length > LISTED_MAX ? toBits(places) : null,
  );
  await sql`
    insert into search_posting (segment_id, term, offsets, bits)
    select ${id}::int, term, offsets::smallint[], decode(bits, 'hex')
    from unnest(${[...merged.keys()]}::text[], ${lists}::text[], ${bits}::text[]) as p (term, offsets, bits)
    order by term collate "C"
  `.execute(tx);
}

function toBits(places: readonly number[]): string {
  const set = emptySet(REGION_SEQS);
  for (const place of places) addPlace(set, place);
  return Buffer.from(set).toString('hex');
}
