import type { Statement } from './statements.ts';

/** Messages of a block: a stretch of the index is of one block, and in the end all of it. */
export const BLOCK_SEQS = 4_096;

/** Whoever changes what the index has of an event holds this lock of it until the transaction ends. */
const SEARCH_LOCK = 1_346_984_514;

/** Waits for it. To be taken after the log's own lock, by whoever needs both. */
export const lockSearch = (eventId: string): Statement => ({
  name: 'hallway_lock_search',
  text: `select pg_advisory_xact_lock(${SEARCH_LOCK}, hashtext($1))`,
  values: [eventId],
});

/** Takes it where nobody has it: `locked` says whether. */
export const tryLockSearch = (eventId: string): Statement => ({
  name: 'hallway_try_lock_search',
  text: `select pg_try_advisory_xact_lock(${SEARCH_LOCK}, hashtext($1)) as locked`,
  values: [eventId],
});

/**
 * Takes a message out of the index, words and author. Reads what the index has of its block, some thousand rows.
 * The caller holds {@link lockSearch}.
 */
export const forgetSearched = (eventId: string, messageId: string): Statement => ({
  name: 'hallway_forget_searched',
  text: `
    with place as (
      select s.id, (m.seq % ${BLOCK_SEQS})::smallint as place
      from message m
      cross join lateral (
        select id, to_seq from search_segment
        where event_id = $1 and from_seq <= m.seq order by from_seq desc limit 1
      ) s
      where m.id = $2 and m.event_id = $1 and s.to_seq >= m.seq
    ), alone as (
      delete from search_posting p using place
      where p.segment_id = place.id and p.offsets = array[place.place]
    )
    update search_posting p set offsets = array_remove(p.offsets, place.place)
    from place
    where p.segment_id = place.id and cardinality(p.offsets) > 1 and place.place = any (p.offsets)`,
  values: [eventId, messageId],
});
