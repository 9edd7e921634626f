import { sql, type Kysely } from 'kysely';

/** Reading positions are in use. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A position moves far more often than a status, and counts for nothing here.
  `create or replace trigger participation_counted after insert or delete or update of status on participation
    for each row execute function count_participation()`,

  // Nobody said so far what they had read: all of it, rather than the history of years as news.
  `update participation p set read_seq = h.head_seq
    from event_log_head h where h.event_id = p.event_id and h.head_seq > p.read_seq`,
];
