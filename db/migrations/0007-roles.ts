import { sql, type Kysely } from 'kysely';

/** Moderation: why somebody is banned, what slow mode counts from, and the mode of each room. Each step only adds to the catalogue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // slow_said_at: written in slow mode alone, so that a message costs nothing more without it.
  `alter table participation
    add column ban_reason text, add column slow_said_at timestamptz(3)`,
  `alter table participation alter column muted_until type timestamptz(3)`,
  `alter table participation alter column banned_at type timestamptz(3)`,
  `create index participation_banned_idx on participation (event_id) where banned_at is not null`,
  // Who organises is asked for at each change of a role; there are few.
  `create index participation_organiser_idx on participation (event_id) where role = 'organiser'`,

  // In the row that is locked and read before each append anyway. slow_since: what was said before does not count.
  `alter table event_log_head
    add column is_frozen boolean not null default false,
    add column slow_seconds integer not null default 0,
    add column slow_since timestamptz(3)`,
];
