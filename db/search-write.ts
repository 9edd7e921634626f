import { setImmediate } from 'node:timers/promises';

import { sql, type Transaction } from 'kysely';

import type { Database } from './schema.ts';
import { BLOCK_SEQS } from './search-lock.ts';

/** Messages that are taken apart before others get their turn. */
const SLICE = 256;

/** By term, the places in the block of the messages that have it. */
export type Postings = ReadonlyMap<string, readonly number[]>;

/** What some messages of a block are found by. */
export async function toPostings<Indexed extends { readonly seq: number }>(
  messages: readonly Indexed[],
  termsOf: (message: Indexed) => Iterable<string>,
): Promise<Postings> {
  const postings = new Map<string, number[]>();
  for (const [index, message] of messages.entries()) {
    if (index % SLICE === SLICE - 1) await setImmediate();
    const place = message.seq % BLOCK_SEQS;
    for (const term of termsOf(message)) {
      const known = postings.get(term);
      if (known === undefined) postings.set(term, [place]);
      else known.push(place);
    }
  }
  return postings;
}

/** Adds terms that a stretch does not have yet. */
export async function writePostings(
  tx: Transaction<Database>,
  segmentId: number,
  postings: Postings,
): Promise<void> {
  const offsets = [...postings.values()].map((some) => `{${some.join(',')}}`);
  await sql`
    insert into search_posting (segment_id, term, offsets)
    select ${segmentId}::int, term, offsets::smallint[]
    from unnest(${[...postings.keys()]}::text[], ${offsets}::text[]) as p (term, offsets)
    order by term collate "C"
  `.execute(tx);
}
