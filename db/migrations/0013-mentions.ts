import { sql, type Kysely } from 'kysely';

/** Messages can mention people and groups. Adds a column that is null everywhere, and empty tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // [{ userId, name } | { group }]
  `alter table message add column mentions jsonb`,

  // One row a message and person that it mentions.
  `create table mention (
    user_id text not null references "user" ("id") on delete cascade,
    event_id text not null,
    seq bigint not null,
    message_id text not null references message (id) on delete cascade,
    created_at timestamptz not null,
    primary key (user_id, event_id, seq)
  )`,
  `create index mention_newest on mention (user_id, created_at desc, event_id desc, seq desc)`,
  `create index mention_of_message on mention (message_id)`,

  // One row a message and group, however many are in it.
  `create table group_mention (
    event_id text not null,
    seq bigint not null,
    to_group text not null,
    author_id text not null,
    message_id text not null references message (id) on delete cascade,
    created_at timestamptz not null,
    primary key (event_id, seq, to_group)
  )`,
  `create index group_mention_newest on group_mention (event_id, created_at desc, seq desc)`,
  `create index group_mention_of_message on group_mention (message_id)`,
];
