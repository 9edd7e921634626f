import { type Kysely, sql } from 'kysely';

/** What tells a log that went on from one that was replaced, as by a restore. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Entries up to here may be gone from log_entry: a client that has less must fetch the history.
  `alter table event_log_head add column min_seq bigint not null default 0`,

  // At most one row: the history of the server that the logs were last written on.
  `create table log_timeline (
    is_only boolean primary key default true check (is_only),
    system_identifier text not null,
    timeline_id integer not null,
    seen_at timestamptz not null default now()
  )`,

  // A change whose commit had no answer is looked for by the id that it was given.
  `create unique index log_entry_change_id_idx
    on log_entry (event_id, id) where kind <> 'message' and id is not null`,
];
