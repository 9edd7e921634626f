import { sql, type Transaction } from 'kysely';

import type { Database } from './schema.ts';
import { BLOCK_SEQS } from './search-lock.ts';

/**
 * Makes one stretch of all that a full block has, so that a search asks each block once. The caller holds the
 * event's search lock.
 */
export async function compactBlock(
  tx: Transaction<Database>,
  eventId: string,
  block: number,
): Promise<void> {
  const parts = await tx
    .selectFrom('search_segment')
    .select(['id', 'from_at', 'to_at'])
    .where('event_id', '=', eventId)
    .where('is_region', '=', false)
    .where('from_seq', '>=', block * BLOCK_SEQS)
    .where('from_seq', '<', (block + 1) * BLOCK_SEQS)
    .execute();
  if (parts.length < 2) return;
  const ids = parts.map(({ id }) => id);
  const { rows } = await sql<{ id: number }>`
    with whole as (
      select nextval(pg_get_serial_sequence('search_segment', 'id'))::int as id
    ), listed as (
      insert into search_posting (segment_id, term, offsets)
      select whole.id, term,
        case when bool_and(place is not null) then array_agg(place order by place) end
      from search_posting p
      -- Earlier versions did not list what very many have: of such a term one row stays, to say so.
      cross join lateral (select unnest(coalesce(p.offsets, array[null::smallint])) as place) places
      cross join whole
      where p.segment_id = any (${ids})
      group by whole.id, term
      order by term
    )
    select id from whole
  `.execute(tx);
  const id = rows[0]?.id ?? 0;
  await tx.deleteFrom('search_segment').where('id', 'in', ids).execute();
  await sql`
    insert into search_segment (id, event_id, from_seq, to_seq, from_at, to_at)
    overriding system value
    values (${id}, ${eventId}, ${block * BLOCK_SEQS}, ${(block + 1) * BLOCK_SEQS - 1},
      ${earliest(parts.map((part) => part.from_at))}, ${latest(parts.map((part) => part.to_at))})
  `.execute(tx);
}

const earliest = (times: readonly Date[]): Date =>
  times.reduce((one, other) => (one < other ? one : other));
const latest = (times: readonly Date[]): Date =>
  times.reduce((one, other) => (one > other ? one : other));
