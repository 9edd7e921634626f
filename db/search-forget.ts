import { BLOCK_SEQS, REGION_SEQS, REGION_SHIFT } from './search-lock.ts';
import type { Statement } from './statements.ts';

/**
 * Takes a message out of the index, words and author. Reads once what the index has of its block, some thousand rows,
 * for the terms that it has, and then their rows in the block and in its region. The caller holds {@link lockSearch}.
 */
export const forgetSearched = (eventId: string, messageId: string): Statement => ({
  name: 'hallway_forget_searched',
  text: `
    with place as (
      select s.id, m.seq, (m.seq % ${BLOCK_SEQS})::smallint as place
      from message m
      cross join lateral (
        select id, to_seq from search_segment
        where event_id = $1 and not is_region and from_seq <= m.seq order by from_seq desc limit 1
      ) s
      where m.id = $2 and m.event_id = $1 and s.to_seq >= m.seq
    ), known as materialized (
      select p.term from place join search_posting p on p.segment_id = place.id
      where place.place = any (p.offsets)
    ), stretch as (
      select id, place, 0 as bit from place
      union all
      select r.id, (seq % ${REGION_SEQS} - ${REGION_SHIFT})::smallint, (seq % ${REGION_SEQS})::int
      from place join search_segment r
        on r.event_id = $1 and r.is_region and r.from_seq = seq - seq % ${REGION_SEQS}
    ), having_it as materialized (
      select p.segment_id, p.term, s.place, s.bit,
        coalesce(p.offsets = array[s.place], bit_count(p.bits) <= 1, false) as is_alone
      from stretch s cross join known k
      join search_posting p on p.segment_id = s.id and p.term = k.term
    ), alone as (
      delete from search_posting p using having_it h
      where p.segment_id = h.segment_id and p.term = h.term and h.is_alone
    )
    update search_posting p
    set offsets = array_remove(p.offsets, h.place), bits = set_bit(p.bits, h.bit, 0)
    from having_it h
    where p.segment_id = h.segment_id and p.term = h.term and not h.is_alone`,
  values: [eventId, messageId],
});
