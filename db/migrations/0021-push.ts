import { sql, type Kysely } from 'kysely';

/** Devices are notified. Makes empty tables, columns without values, and an index over none of a million rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What browsers' push services know this installation by; one row.
  `create table push_keys (
    is_only boolean primary key default true check (is_only),
    public_key text not null,
    private_key text not null
  )`,

  // A device dies with its session.
  `create table push_device (
    id text primary key,
    user_id text not null references "user" ("id") on delete cascade,
    session_id text not null references "session" ("id") on delete cascade,
    kind text not null check (kind in ('expo', 'web')),
    address text not null unique,
    p256dh text,
    auth text,
    created_at timestamptz not null default now(),
    last_success_at timestamptz,
    failures int not null default 0
  )`,
  `create index push_device_of_person on push_device (user_id)`,
  `create index push_device_of_session on push_device (session_id)`,

  `create table push_settings (
    user_id text primary key references "user" ("id") on delete cascade,
    hides_text boolean not null default false,
    -- Minutes of the day; null: no quiet hours.
    quiet_from int,
    quiet_until int,
    time_zone text
  )`,
  // Null: mentions and announcements.
  `alter table participation add column notify_level text, add column notify_muted_until timestamptz`,
  `create index participation_notified_of_all on participation (event_id) where notify_level = 'all'`,
  // Whether somebody may want to be notified of every message: known with the lock, at no read more.
  `alter table event_log_head add column notifies_all boolean not null default false`,

  // What was written and may concern devices; a row goes when it has become deliveries.
  `create table push_due (
    id bigint generated always as identity primary key,
    event_id text not null,
    seq bigint not null,
    kind text not null
  )`,

  // One row a device and what it is notified of.
  `create table push_delivery (
    id bigint generated always as identity primary key,
    kind text not null,
    source_id text not null,
    event_id text not null references event (id) on delete cascade,
    seq bigint not null,
    device_id text references push_device (id) on delete set null,
    user_id text not null,
    state text not null default 'waiting',
    -- When it is to be sent; of one that is being sent, when it is taken for lost.
    next_at timestamptz not null,
    claim text,
    attempts int not null default 0,
    is_unsure boolean not null default false,
    ticket text,
    check_at timestamptz,
    sent_at timestamptz,
    error text,
    created_at timestamptz not null default now(),
    unique (source_id, device_id, kind)
  )`,
  `create index push_delivery_to_send on push_delivery (next_at) where state in ('waiting', 'sending')`,
  `create index push_delivery_to_check on push_delivery (check_at) where check_at is not null`,
  `create index push_delivery_of_device on push_delivery (device_id, event_id, seq)`,
  `create index push_delivery_of_event on push_delivery (event_id)`,
  `create index push_delivery_made on push_delivery (created_at)`,
];
