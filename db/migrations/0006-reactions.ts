import { sql, type Kysely } from 'kysely';

/** Messages have reactions. Each step only adds to the catalogue, or makes an empty table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The truth: one row a person, message and emoji. seq: the entry that it came with.
  `create table reaction (
    message_id text not null references message (id) on delete cascade,
    user_id text not null,
    emoji text not null,
    seq bigint not null,
    primary key (message_id, user_id, emoji)
  )`,

  // What the rows add up to, as [[emoji, count], …], written with them; null: none. Pages read no row of a crowd.
  `alter table message add column reactions jsonb`,
];
