import { type Kysely, sql } from 'kysely';

/** Events, who takes part in them, and the log that everything visible goes through. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table event (
    id text primary key,
    title text not null,
    description text,
    starts_at timestamptz not null,
    ends_at timestamptz,
    time_zone text,
    place text,
    image_url text,
    created_by text not null,
    settings jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index event_starts_at_idx on event (starts_at, id)`,

  // The row is updated by every append: room in the page keeps that update in it (HOT).
  `create table event_log_head (
    event_id text primary key references event (id) on delete cascade,
    epoch uuid not null default gen_random_uuid(),
    head_seq bigint not null default 0,
    last_at timestamptz(3) not null default now(),
    attending_count integer not null default 0,
    interested_count integer not null default 0
  ) with (fillfactor = 50)`,

  `create table log_entry (
    event_id text not null references event (id) on delete cascade,
    seq bigint not null,
    kind text not null,
    id text,
    actor_id text not null,
    client_message_id text,
    body jsonb not null,
    created_at timestamptz(3) not null,
    primary key (event_id, seq)
  )`,
  `create unique index log_entry_client_message_id_idx
    on log_entry (event_id, actor_id, client_message_id) where client_message_id is not null`,

  `create table message (
    id text primary key,
    event_id text not null references event (id) on delete cascade,
    seq bigint not null,
    user_id text not null,
    user_name text not null,
    user_image text,
    content text not null,
    client_message_id text,
    created_at timestamptz(3) not null,
    unique (event_id, seq)
  )`,
  `create index message_user_id_idx on message (user_id)`,

  `create table participation (
    event_id text not null references event (id) on delete cascade,
    user_id text not null references "user" ("id") on delete cascade,
    status text check (status in ('attending', 'interested')),
    role text not null default 'participant'
      check (role in ('organiser', 'moderator', 'participant')),
    muted_until timestamptz,
    banned_at timestamptz,
    joined_seq bigint,
    left_seq bigint,
    read_seq bigint not null default 0,
    primary key (event_id, user_id)
  )`,
  `create index participation_user_id_idx on participation (user_id)`,

  // The counts are kept where the change is, so that a cascade or a hand-written
  // statement can't leave them wrong.
  `create function count_participation() returns trigger language plpgsql as $$
  declare
    was text := case when tg_op <> 'INSERT' then old.status end;
    becomes text := case when tg_op <> 'DELETE' then new.status end;
  begin
    if was is distinct from becomes then
      update event_log_head set
        attending_count = attending_count
          + (becomes is not distinct from 'attending')::int - (was is not distinct from 'attending')::int,
        interested_count = interested_count
          + (becomes is not distinct from 'interested')::int - (was is not distinct from 'interested')::int
      where event_id = coalesce(case when tg_op <> 'DELETE' then new.event_id end, old.event_id);
    end if;
    return null;
  end $$`,
  `create trigger participation_counted after insert or update or delete on participation
    for each row execute function count_participation()`,
];
