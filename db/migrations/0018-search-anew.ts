import { sql, type Kysely } from 'kysely';

/**
 * Has the index for search made anew, by the app server, afterwards: with pairs of words; and of what very many messages
 * have it said nothing, and something wrong once one of them was edited. Empties tables, which waits for searches under
 * way alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`truncate search_progress, search_segment, search_posting, search_redo`.execute(db);
}
