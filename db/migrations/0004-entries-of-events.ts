import { sql, type Kysely } from 'kysely';

/**
 * Entries and messages belong to events: checked once a statement, as foreign keys would for each row, which
 * was a quarter of what PostgreSQL does for a message. What is guaranteed is the same: no row without its event,
 * whoever writes, and none is left when the event goes, whoever deletes it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The lock is a foreign key's: an event that is being deleted is waited for, and can't go until we have committed.
  `create function require_events() returns trigger language plpgsql as $$
  declare
    asked text[];
    existing bigint;
  begin
    select array_agg(distinct event_id) into asked from added;
    perform 1 from event where id = any(asked) for key share;
    get diagnostics existing = row_count;
    if existing < cardinality(asked) then
      raise foreign_key_violation using
        message = format('"%s" can hold nothing of an event that does not exist', tg_table_name),
        table = tg_table_name, constraint = tg_name;
    end if;
    return null;
  end $$`,

  `create function keep_event() returns trigger language plpgsql as $$
  begin
    raise restrict_violation using
      message = format('what is in "%s" stays in its event', tg_table_name), table = tg_table_name;
  end $$`,

  // A transaction with a snapshot of its own would not see what was written while it waited, and leave it behind.
  `create function delete_entries_of_event() returns trigger language plpgsql as $$
  begin
    if current_setting('transaction_isolation') <> 'read committed' then
      raise feature_not_supported using message = 'events are deleted in read committed transactions only';
    end if;
    delete from message where event_id = old.id;
    delete from log_entry where event_id = old.id;
    return null;
  end $$`,

  ...['log_entry', 'message'].flatMap((table) => [
    `alter table ${table} drop constraint ${table}_event_id_fkey`,
    `create trigger ${table}_event_exists after insert on ${table}
      referencing new table as added for each statement execute function require_events()`,
    `create trigger ${table}_event_kept before update of event_id on ${table}
      for each row when (old.event_id is distinct from new.event_id) execute function keep_event()`,
  ]),

  `create trigger event_entries_deleted after delete on event
    for each row execute function delete_entries_of_event()`,
];
