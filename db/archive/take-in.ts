import { sql, type Kysely, type Transaction } from 'kysely';

import type { Database } from '../schema.ts';
import type { EventHead } from './event-head.ts';

type Tx = Transaction<Database>;

/** As long as an import reads its file and writes rows; nobody else waits for it, since the event is not there yet. */
const IDLE_MS = 120_000;
const STATEMENT_MS = 300_000;

export const allowTime = (tx: Tx): Promise<unknown> =>
  sql`select set_config('idle_in_transaction_session_timeout', ${`${IDLE_MS}`}, true),
    set_config('statement_timeout', ${`${STATEMENT_MS}`}, true)`.execute(tx);

export async function hasEvent(db: Kysely<Database>, eventId: string): Promise<boolean> {
  const found = await db.selectFrom('event').select('id').where('id', '=', eventId).execute();
  return found.length > 0;
}

/**
 * Writes an event and its log's head. The log itself begins behind the archive: nobody has a place in it, since its
 * epoch is new, and whoever comes reads the history.
 * @returns false where there is such an event already.
 */
export async function insertEvent(tx: Tx, { event, seq, mode }: EventHead): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('event')
    .values({
      id: event.id,
      title: event.title,
      description: event.description,
      starts_at: event.startsAt,
      ends_at: event.endsAt,
      time_zone: event.timeZone,
      place: event.place,
      image_url: event.imageUrl,
      created_by: event.createdBy,
      created_at: event.createdAt,
      updated_at: event.updatedAt,
      settings: JSON.stringify(event.settings),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return false;
  await tx
    .insertInto('event_log_head')
    .values({
      event_id: event.id,
      head_seq: seq,
      min_seq: seq,
      is_frozen: mode.isFrozen,
      slow_seconds: mode.slowSeconds,
      slow_since: mode.slowSince,
    })
    .execute();
  return true;
}

interface Check {
  /** What is wrong where there is such a row. */
  readonly what: string;
  readonly bad: (eventId: string) => ReturnType<typeof sql>;
}

/** What the schemas of single rows can't see. */
const checks: readonly Check[] = [
  {
    what: 'something stands behind the end of the log',
    bad: (eventId) => sql`
      select 1 from event_log_head h where h.event_id = ${eventId} and h.head_seq < greatest(
        (select max(greatest(seq, edited_seq, (preview ->> 'seq')::bigint)) from message where event_id = h.event_id),
        (select max(seq) from pin where event_id = h.event_id),
        (select max(r.seq) from reaction r join message m on m.id = r.message_id where m.event_id = h.event_id),
        (select max(greatest(joined_seq, left_seq)) from participation where event_id = h.event_id),
        (select max(v.seq) from poll_vote v where v.event_id = h.event_id),
        (select max(seq) from question where event_id = h.event_id),
        (select max(greatest(published_seq, content_seq, ended_seq)) from announcement where event_id = h.event_id))`,
  },
  {
    what: 'a message answers one that is not there',
    bad: (eventId) => sql`
      select 1 from message m
      left join message q on q.event_id = m.event_id and q.seq = (m.reply_to ->> 'seq')::bigint
        and q.id = m.reply_to ->> 'id' and q.seq < m.seq
      where m.event_id = ${eventId} and m.reply_to is not null and q.id is null`,
  },
  {
    what: 'a deleted message still says something',
    bad: (eventId) => sql`
      select 1 from message where event_id = ${eventId} and deleted_at is not null
        and (content <> '' or mentions is not null or reactions is not null or attachments is not null
          or preview is not null)`,
  },
  {
    what: 'a poll has no sums, or a deleted message has a poll',
    bad: (eventId) => sql`
      select 1 from message m left join poll p on p.message_id = m.id
      where m.event_id = ${eventId} and m.poll is not null and (p.message_id is null or m.deleted_at is not null)`,
  },
  {
    what: 'more than one question is on stage',
    bad: (eventId) => sql`
      select 1 from question where event_id = ${eventId} and state = 'on-stage' having count(*) > 1`,
  },
  {
    what: 'a message and the files that it brings do not agree',
    bad: (eventId) => sql`
      select 1 from (
        select m.id, each from message m cross join jsonb_array_elements(m.attachments) each where m.event_id = ${eventId}
      ) named full join (select * from file where event_id = ${eventId}) f
        on f.id = named.each ->> 'id' and f.message_id = named.id
      where named.id is null or f.id is null or named.each - 'durationMs' <> jsonb_strip_nulls(jsonb_build_object(
        'id', f.id, 'kind', f.kind, 'name', f.name, 'type', f.type, 'size', f.size, 'width', f.width,
        'height', f.height, 'placeholder', f.placeholder))`,
  },
  {
    what: 'the reactions of a message do not add up',
    bad: (eventId) => sql`
      select 1 from (
        select m.id, each ->> 0 as emoji, (each ->> 1)::bigint as count
        from message m cross join jsonb_array_elements(m.reactions) each where m.event_id = ${eventId}
      ) summed full join (
        select m.id, r.emoji, count(*) as count from message m join reaction r on r.message_id = m.id
        where m.event_id = ${eventId} group by m.id, r.emoji
      ) counted on counted.id = summed.id and counted.emoji = summed.emoji
      where counted.count is distinct from summed.count`,
  },
];

/** What is wrong with an event that was taken in; null where nothing is. */
export async function findFault(tx: Tx, eventId: string): Promise<string | null> {
  for (const { what, bad } of checks) {
    const { rows } = await sql`select 1 where exists (${bad(eventId)})`.execute(tx);
    if (rows.length > 0) return what;
  }
  return null;
}

/** Who is called by messages, as sending them would have written it; only people whom there is. */
export async function insertMentions(tx: Tx, eventId: string): Promise<void> {
  await sql`
    insert into mention (user_id, event_id, seq, message_id, created_at)
    select distinct u."id", m.event_id, m.seq, m.id, m.created_at
    from message m cross join jsonb_array_elements(m.mentions) each
    join "user" u on u."id" = each ->> 'userId'
    where m.event_id = ${eventId} and m.mentions is not null and u."id" <> m.user_id
  `.execute(tx);
  await sql`
    insert into group_mention (event_id, seq, to_group, author_id, message_id, created_at)
    select distinct m.event_id, m.seq, each ->> 'group', m.user_id, m.id, m.created_at
    from message m cross join jsonb_array_elements(m.mentions) each
    where m.event_id = ${eventId} and m.mentions is not null and each ? 'group'
  `.execute(tx);
}

export interface DueTime {
  readonly announcementId: string;
  readonly actorId: string;
  readonly at: Date;
}

/** When announcements are to be shown and ended. One whose time went by elsewhere is a draft: nobody expects it now. */
export async function readDueTimes(tx: Tx, eventId: string): Promise<readonly DueTime[]> {
  await sql`
    update announcement set scheduled_at = null
    where event_id = ${eventId} and published_seq is null and scheduled_at <= now()
  `.execute(tx);
  const { rows } = await sql<DueTime>`
    select id as "announcementId", author_id as "actorId", at
    from announcement cross join unnest(array[case when published_seq is null then scheduled_at end, shown_until]) at
    where event_id = ${eventId} and ended_seq is null and at is not null
  `.execute(tx);
  return rows;
}

export interface PollTime {
  readonly messageId: string;
  readonly actorId: string;
  readonly at: Date;
}

/** When polls that are open are to be closed. */
export async function readPollTimes(tx: Tx, eventId: string): Promise<readonly PollTime[]> {
  const { rows } = await sql<PollTime>`
    select m.id as "messageId", m.user_id as "actorId", (m.poll ->> 'closesAt')::timestamptz as at
    from message m join poll p on p.message_id = m.id
    where m.event_id = ${eventId} and p.closed_at is null and m.poll ->> 'closesAt' is not null
  `.execute(tx);
  return rows;
}
