import { sql, type Kysely } from 'kysely';

/** Messages can ask polls. Each step only adds to the catalogue, or makes an empty table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What is asked, which never changes; null: nothing.
  `alter table message add column poll jsonb`,

  // What the votes add up to, apart from the message, which a crowd's votes would write anew each time.
  `create table poll (
    message_id text primary key references message (id) on delete cascade,
    votes int[] not null,
    voters int not null default 0,
    told_at timestamptz,
    closed_at timestamptz,
    closed_by text
  ) with (fillfactor = 50)`,

  // The truth: one row a person and poll. seq: the entry that counts it. No choices: taken back.
  `create table poll_vote (
    message_id text not null references message (id) on delete cascade,
    user_id text not null,
    event_id text not null,
    choices smallint[] not null,
    seq bigint not null,
    primary key (message_id, user_id)
  )`,
  `create index poll_vote_of_person on poll_vote (user_id, event_id, seq)`,
];
