import { sql, type Kysely } from 'kysely';

/** People can be here without being shown. Makes an empty table alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row for each person who has ever chosen; the others are visible.
  `create table visibility (
    user_id text primary key references "user" ("id") on delete cascade,
    is_invisible boolean not null,
    changed_at timestamptz not null
  )`,
  `create index visibility_changed_at_idx on visibility (changed_at)`,
];
