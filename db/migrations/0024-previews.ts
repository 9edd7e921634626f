import { sql, type Kysely } from 'kysely';

/** What the page says that a message's first link leads to. Adds to the catalogue alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // With the entry that it is from; of one that somebody took away, the link alone.
  await sql`alter table message add column preview jsonb`.execute(db);
}
