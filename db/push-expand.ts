import { sql, type Kysely, type Transaction } from 'kysely';

import type { Database } from './schema.ts';

/** Entries that are expanded in one transaction. */
const ENTRIES_AT_ONCE = 100;

/** Who is not notified of an event, for having it open. */
export type IsHere = (eventId: string, userId: string) => boolean;

interface DueRow {
  readonly id: number;
  readonly event_id: string;
  readonly seq: number;
  readonly kind: string;
}

interface MeantRow {
  readonly kind: string;
  readonly source_id: string;
  readonly event_id: string;
  readonly seq: number;
  readonly user_id: string;
  readonly device_id: string;
}

interface Expanding {
  readonly isHere: IsHere;
  /** Devices are notified of one event again after this. */
  readonly bundleMs: number;
}

/**
 * Makes deliveries of what was written and concerns devices, in one transaction with taking it off the list: a process that
 * ends meanwhile has done nothing, two at once do not do the same. One row a device and message, whatever is repeated.
 *
 * @returns how many entries that were; 0: there is nothing, or others have it in hand.
 */
export const expandPushDue = (db: Kysely<Database>, options: Expanding): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<DueRow>`
      select id, event_id, seq, kind from push_due order by id limit ${ENTRIES_AT_ONCE}
      for update skip locked
    `.execute(tx);
    if (rows.length === 0) return 0;
    const meant = await readMeant(tx, rows);
    const away = meant.filter((row) => !options.isHere(row.event_id, row.user_id));
    await writeDeliveries(tx, away, options.bundleMs);
    await takeBack(tx, rows);
    await sql`delete from push_due where id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(
      tx,
    );
    return rows.length;
  });

/** Whether it is now in the quiet hours of the settings `s`; those may end on the next day. */
const isQuiet = sql`(
  s.quiet_from is not null and case
    when s.quiet_from <= s.quiet_until then minute.of_day >= s.quiet_from and minute.of_day < s.quiet_until
    else minute.of_day >= s.quiet_from or minute.of_day < s.quiet_until end
)`;

/**
 * The devices of those who are to be notified: who is called by name or in a group, who wants all, and everybody of an
 * announcement; not its author, who has read past it, has muted the event, takes no part, or has quiet hours.
 * Nothing of what is older than an hour: it was imported, or nobody could send it for that long.
 */
async function readMeant(
  tx: Transaction<Database>,
  due: readonly DueRow[],
): Promise<readonly MeantRow[]> {
  const { rows } = await sql<MeantRow>`
    with due as materialized (
      select * from unnest(
        ${due.map((row) => row.event_id)}::text[], ${due.map((row) => row.seq)}::bigint[], ${due.map((row) => row.kind)}::text[]
      ) as d (event_id, seq, kind)
    ), said as materialized (
      select m.event_id, m.seq, m.id, m.user_id as author_id from due d
      join message m on m.event_id = d.event_id and m.seq = d.seq
      where d.kind = 'message' and m.deleted_at is null and m.created_at > now() - interval '1 hour'
    ), meant as (
      select 'message' as kind, s.*, n.user_id from said s join mention n on n.message_id = s.id
      union
      select 'message', s.*, p.user_id from said s
      join group_mention g on g.message_id = s.id
      join participation p on p.event_id = s.event_id and (g.to_group = 'everyone' or p.role <> 'participant')
      union
      select 'message', s.*, p.user_id from said s
      join participation p on p.event_id = s.event_id and p.notify_level = 'all'
      union
      select 'announcement', d.event_id, d.seq, a.id, a.author_id, p.user_id from due d
      join announcement a on a.event_id = d.event_id and a.published_seq = d.seq and a.ended_seq is null
      join participation p on p.event_id = d.event_id
      where d.kind = 'announcement' and a.published_at > now() - interval '1 hour'
    )
    select m.kind, m.id as source_id, m.event_id, m.seq, m.user_id, d.id as device_id
    from meant m
    join push_device d on d.user_id = m.user_id
    join participation p on p.event_id = m.event_id and p.user_id = m.user_id
    left join push_settings s on s.user_id = m.user_id
    left join lateral (
      select extract(hour from at)::int * 60 + extract(minute from at)::int as of_day
      from (select now() at time zone s.time_zone as at) local
    ) minute on true
    where p.status is not null and p.banned_at is null and m.user_id <> m.author_id
      and p.read_seq < m.seq and coalesce(p.joined_seq, 0) < m.seq
      and p.notify_level is distinct from 'nothing'
      and coalesce(p.notify_muted_until <= now(), true) and not coalesce(${isQuiet}, false)
  `.execute(tx);
  return rows;
}

async function writeDeliveries(
  tx: Transaction<Database>,
  meant: readonly MeantRow[],
  bundleMs: number,
): Promise<void> {
  if (meant.length === 0) return;
  await sql`
    insert into push_delivery (kind, source_id, event_id, seq, user_id, device_id, next_at)
    select m.*, coalesce(greatest(now(), (
      select max(d.sent_at) from push_delivery d
      where d.device_id = m.device_id and d.event_id = m.event_id and d.seq > m.seq - 1000
    ) + ${bundleMs} * interval '1 millisecond'), now())
    from unnest(
      ${meant.map((row) => row.kind)}::text[], ${meant.map((row) => row.source_id)}::text[],
      ${meant.map((row) => row.event_id)}::text[], ${meant.map((row) => row.seq)}::bigint[],
      ${meant.map((row) => row.user_id)}::text[], ${meant.map((row) => row.device_id)}::text[]
    ) as m (kind, source_id, event_id, seq, user_id, device_id)
    join push_device there on there.id = m.device_id
    on conflict do nothing
  `.execute(tx);
}

/** Of messages that were deleted nothing more is sent; devices that were notified of them are told so. */
async function takeBack(tx: Transaction<Database>, due: readonly DueRow[]): Promise<void> {
  const deleted = due.filter(({ kind }) => kind === 'message-deleted');
  if (deleted.length === 0) return;
  await sql`
    with gone as (
      select l.target_id as message_id, l.event_id from unnest(
        ${deleted.map((row) => row.event_id)}::text[], ${deleted.map((row) => row.seq)}::bigint[]
      ) as d (event_id, seq)
      join log_entry l on l.event_id = d.event_id and l.seq = d.seq
    ), dropped as (
      update push_delivery d set state = 'dropped' from gone
      where d.source_id = gone.message_id and d.state = 'waiting' and d.kind = 'message'
    )
    insert into push_delivery (kind, source_id, event_id, seq, user_id, device_id, next_at)
    select 'close', d.source_id, d.event_id, d.seq, d.user_id, d.device_id, now()
    from push_delivery d join gone on d.source_id = gone.message_id
    where d.kind = 'message' and d.state in ('sending', 'handed-over') and d.device_id is not null
    on conflict do nothing
  `.execute(tx);
}
