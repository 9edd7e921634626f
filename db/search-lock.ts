import type { Statement } from './statements.ts';

/** Messages of a block: a stretch of the index is of one block, and in the end all of it. */
export const BLOCK_SEQS = 4_096;

/** Messages of a region: of 16 blocks. */
export const REGION_BLOCKS = 16;
export const REGION_SEQS = REGION_BLOCKS * BLOCK_SEQS;

/** What a place in a region is less by where it is written, so that all of them are a smallint. */
export const REGION_SHIFT = REGION_SEQS / 2;

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
