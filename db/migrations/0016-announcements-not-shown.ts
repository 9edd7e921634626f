import { sql, type Kysely } from 'kysely';

/** Why the clock could not show an announcement. Adds empty columns alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table announcement
    add column refused_at timestamptz(3),
    add column refused_why text`,
];
