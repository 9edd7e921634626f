import { sql, type Kysely } from 'kysely';

/** Exports: who asked for one, and what became of it. Makes an empty table alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Whoever is gone, or what: the row stays until its file is removed, and is nobody's.
  `create table export (
    id text primary key,
    kind text not null check (kind in ('event', 'account')),
    event_id text references event (id) on delete set null,
    user_id text references "user" ("id") on delete set null,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'ready', 'failed')),
    attempt integer not null default 0,
    rows_done bigint not null default 0,
    rows_total bigint not null default 0,
    seq bigint,
    bytes bigint,
    created_at timestamptz(3) not null default now(),
    touched_at timestamptz(3) not null default now(),
    finished_at timestamptz(3),
    expires_at timestamptz(3)
  )`,
  `create index export_of_event on export (event_id)`,
  `create index export_of_person on export (user_id)`,
  // One at a time of the same: asking again finds it.
  `create unique index export_unfinished_event on export (event_id)
    where kind = 'event' and state in ('waiting', 'running')`,
  `create unique index export_unfinished_account on export (user_id)
    where kind = 'account' and state in ('waiting', 'running')`,
];
