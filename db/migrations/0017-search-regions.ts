import { sql, type Kysely } from 'kysely';

/**
 * Search looks for rare words in regions of 16 blocks at once, and for phrases by pairs of words. Columns that are empty or have
 * a constant, and a small index: nothing is rewritten. What is indexed already is brought to it afterwards, by the
 * app server.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // In place of offsets for a term that very many of a region's messages have: a bit for each of its places.
  `alter table search_posting add column bits bytea`,
  // They hardly become smaller.
  `alter table search_posting alter column bits set storage external`,

  // A region is made bit by bit: through_term says how far, null that it is whole.
  `alter table search_segment
    add column is_region boolean not null default false,
    add column through_term text collate "C",
    drop constraint search_segment_event_id_from_seq_key,
    add constraint search_segment_place unique (event_id, is_region, from_seq)`,

  // What is before these has its pairs of words indexed, and is in whole regions.
  `alter table search_progress
    add column paired_seq bigint not null default 0,
    add column region_seq bigint not null default 0`,
];
