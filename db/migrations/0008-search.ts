import { sql, type Kysely } from 'kysely';

/**
 * What search finds messages by. New tables alone, so nothing waits for it; the index is filled afterwards, by the
 * app server, and search works meanwhile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // How far each log is indexed: all of it up to there.
  `create table search_progress (
    event_id text primary key references event (id) on delete cascade,
    through_seq bigint not null
  )`,

  // A stretch of a log that was indexed at once. The stretches of an event do not overlap and leave nothing out.
  `create table search_segment (
    id integer generated always as identity primary key,
    event_id text not null references event (id) on delete cascade,
    from_seq bigint not null,
    to_seq bigint not null,
    from_at timestamptz(3) not null,
    to_at timestamptz(3) not null,
    unique (event_id, from_seq)
  )`,

  // Which messages of a stretch have a term: their places from the stretch's block on; null for very many of them.
  // In the order of bytes, so that a beginning is a range whatever the database's language.
  `create table search_posting (
    segment_id integer not null,
    term text collate "C" not null,
    offsets smallint[],
    primary key (segment_id, term)
  )`,

  // Messages whose text is another one since they were indexed.
  `create table search_redo (
    id bigint generated always as identity primary key,
    event_id text not null references event (id) on delete cascade,
    seq bigint not null
  )`,
  `create index search_redo_event_id_idx on search_redo (event_id)`,

  // In place of a foreign key, which would look at each of millions of rows as it is written.
  `create function delete_search_postings() returns trigger language plpgsql as $$
  begin
    delete from search_posting where segment_id in (select id from gone);
    return null;
  end $$`,
  `create trigger search_segment_deleted after delete on search_segment
    referencing old table as gone for each statement execute function delete_search_postings()`,
];
