import { sql, type Kysely } from 'kysely';

/** Messages can be pinned. Makes an empty table alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row a pinned message. seq: the entry that it was pinned with.
  `create table pin (
    message_id text primary key references message (id) on delete cascade,
    event_id text not null,
    seq bigint not null,
    pinned_by text not null,
    pinned_at timestamptz not null
  )`,
  `create index pin_of_event on pin (event_id, seq)`,
];
