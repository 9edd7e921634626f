import { sql, type Kysely } from 'kysely';

/** Files can come with an archive: until its rows are in they are `importing`, and belong to nothing yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table file drop constraint file_state_check`.execute(db);
  await sql`alter table file add constraint file_state_check
    check (state in ('uploading', 'checking', 'ready', 'refused', 'gone', 'importing'))`.execute(
    db,
  );
}
