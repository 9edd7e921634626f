import { sql, type Kysely } from 'kysely';

/** Messages can bring files. Makes an empty table, and a column that is empty. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // event_id and uploader_id: null where they were deleted; then the keeper of files removes what is left.
  // due_at: when the keeper has to look at it; null: never by itself.
  `create table file (
    id text primary key,
    event_id text references event (id) on delete set null,
    uploader_id text references "user" ("id") on delete set null,
    name text not null,
    size bigint not null,
    kind text not null check (kind in ('image', 'video', 'audio', 'document')),
    type text not null,
    width int,
    height int,
    placeholder text,
    state text not null check (state in ('uploading', 'checking', 'ready', 'refused', 'gone')),
    refusal_code text,
    tries int not null default 0,
    message_id text,
    created_at timestamptz not null default now(),
    arrived_at timestamptz,
    due_at timestamptz
  )`,
  `create index file_due on file (due_at) where due_at is not null`,
  `create index file_ownerless on file (id) where event_id is null or (uploader_id is null and message_id is null)`,
  `create index file_of_event on file (event_id)`,
  `create index file_unsent_of on file (uploader_id) where message_id is null`,
  `create index file_of_message on file (message_id) where message_id is not null`,
  `alter table message add column attachments jsonb`,
];
