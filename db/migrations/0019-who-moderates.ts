import { sql, type Kysely } from 'kysely';

/** Who moderates an event is found without its other participants. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index participation_moderating_idx on participation (event_id) where role <> 'participant'
  `.execute(db);
}
