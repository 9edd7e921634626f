import { sql, type Kysely } from 'kysely';

/** Messages can be edited and deleted. Each step only adds to the catalogue, or reads an index that is empty. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Which message an entry changes, so that a deletion finds every entry that has some of its text.
  `alter table log_entry add column target_id text`,
  `create index log_entry_target_idx on log_entry (event_id, target_id) where target_id is not null`,

  // edited_seq: the entry that its text is from, where it is not its own.
  `alter table message
    add column edited_at timestamptz(3), add column edited_seq bigint,
    add column deleted_at timestamptz(3), add column deleted_by text`,

  // What edited messages said before, for moderators; nothing of a deleted one.
  `create table message_version (
    message_id text not null references message (id) on delete cascade,
    seq bigint not null,
    content text not null,
    written_at timestamptz(3) not null,
    primary key (message_id, seq)
  )`,
];
