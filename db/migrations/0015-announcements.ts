import { sql, type Kysely } from 'kysely';

/** Organisers make announcements. Makes empty tables alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // content_seq: the entry that its words are from; it alone has them in the log, and only while it is shown.
  `create table announcement (
    id text primary key,
    event_id text not null references event (id) on delete cascade,
    author_id text not null,
    content text not null,
    scheduled_at timestamptz(3),
    shown_until timestamptz(3),
    published_seq bigint,
    published_at timestamptz(3),
    content_seq bigint,
    content_at timestamptz(3),
    ended_seq bigint,
    ended_at timestamptz(3),
    created_at timestamptz(3) not null default now()
  )`,
  `create index announcement_of_event on announcement (event_id, created_at)`,
  // Every page of the newest messages asks for these.
  `create index announcement_shown on announcement (event_id, published_seq)
    where published_seq is not null and ended_seq is null`,

  // One row a person, written once.
  `create table announcement_seen (
    announcement_id text not null references announcement (id) on delete cascade,
    user_id text not null,
    is_later boolean not null,
    primary key (announcement_id, user_id)
  )`,
];
