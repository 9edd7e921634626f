import { sql, type Transaction } from 'kysely';

import { searchedText, toPairs, toTokens } from '../domain/search-text.ts';
import type { Database } from './schema.ts';
import { BLOCK_SEQS } from './search-lock.ts';
import { toPostings, writePostings } from './search-write.ts';

/** Which events have full blocks without them. */
export const UNPAIRED = sql`paired_seq + ${sql.lit(BLOCK_SEQS)} <= through_seq + 1`;

/**
 * Indexes the pairs of words of the oldest full block that lacks them, so that phrases of words that each are
 * frequent are found without reading what has them apart. The caller holds the event's search lock.
 */
export async function pairBlock(tx: Transaction<Database>, eventId: string): Promise<void> {
  const { rows } = await sql<{ from: number; segment_id: number | null }>`
    select paired_seq as from, (
      select id from search_segment s
      where s.event_id = g.event_id and not is_region
        and from_seq >= paired_seq and from_seq < paired_seq + ${sql.lit(BLOCK_SEQS)}
    ) as segment_id
    from search_progress g where event_id = ${eventId} and ${UNPAIRED}
  `.execute(tx);
  const [block] = rows;
  if (block === undefined) return;
  const { from, segment_id: segmentId } = block;
  const to = from + BLOCK_SEQS;
  // A block that nobody said anything in is not indexed.
  if (segmentId !== null)
    await writePostings(tx, segmentId, await readPairs(tx, { eventId, from, to }));
  await tx
    .updateTable('search_progress')
    .set({ paired_seq: to })
    .where('event_id', '=', eventId)
    .execute();
}

async function readPairs(
  tx: Transaction<Database>,
  { eventId, from, to }: { eventId: string; from: number; to: number },
) {
  const messages = await tx
    .selectFrom('message')
    .select(['seq', 'content', 'attachments'])
    .where('event_id', '=', eventId)
    .where('seq', '>=', from)
    .where('seq', '<', to)
    .where('deleted_at', 'is', null)
    .execute();
  return toPostings(messages, (message) => toPairs(toTokens(searchedText(message))));
}
