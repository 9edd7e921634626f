import { sql, type Kysely } from 'kysely';

/** A message can answer another one: `{ id, seq }` of it, null where it answers none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table message add column reply_to jsonb`.execute(db);
}
