import { sql, type Kysely } from 'kysely';

import { PUSH_ATTEMPTS_MAX, retryAfter, type PushOutcome, type Told } from '../domain/push.ts';
import type { Database } from './schema.ts';

/** A claim is held for longer than a push service may take to answer. */
const LEASE_SECONDS = 60;

/** Where something is sent to. */
export interface PushTarget {
  readonly id: string;
  readonly kind: 'expo' | 'web';
  readonly address: string;
  readonly p256dh: string | null;
  readonly auth: string | null;
}

/** One delivery that this process has in hand. */
export interface Claimed extends Told {
  readonly id: number;
  readonly device: PushTarget;
  readonly attempts: number;
  readonly hidesText: boolean;
  /** How much else of the event the device was sent and its person has not read. */
  readonly before: number;
}

interface ClaimedRow extends Omit<Told, 'isMention'> {
  readonly id: number;
  readonly attempts: number;
  readonly device_id: string | null;
  readonly device_kind: 'expo' | 'web';
  readonly address: string;
  readonly p256dh: string | null;
  readonly auth: string | null;
  readonly hides_text: boolean | null;
  readonly is_mention: boolean;
  readonly is_over: boolean;
  readonly before: number;
}

/**
 * Takes deliveries that are due, and all that waits for the same devices of the same events. What a process took and of which
 * it said nothing for a minute is taken again: it may have been sent, and is marked so.
 */
export async function claimDeliveries(
  db: Kysely<Database>,
  { claim, limit }: { readonly claim: string; readonly limit: number },
): Promise<readonly Claimed[]> {
  const taken = await sql<{ readonly id: number }>`
    with due as materialized (
      select id, device_id, event_id from push_delivery
      where state in ('waiting', 'sending') and next_at <= now()
      order by next_at limit ${limit} for update skip locked
    ), along as materialized (
      select d.id from push_delivery d
      where d.state = 'waiting' and d.attempts = 0 and d.kind <> 'close'
        and (d.device_id, d.event_id) in (select device_id, event_id from due)
      for update skip locked
    )
    update push_delivery d set state = 'sending', claim = ${claim}, attempts = attempts + 1,
      is_unsure = is_unsure or state = 'sending', sent_at = now(),
      next_at = now() + ${LEASE_SECONDS} * interval '1 second'
    where id in (select id from due union select id from along)
    returning id
  `.execute(db);
  if (taken.rows.length === 0) return [];
  const rows = await readClaimed(
    db,
    taken.rows.map(({ id }) => id),
  );
  const over = rows.filter((row) => row.is_over || row.device_id === null);
  await dropAll(
    db,
    over.map(({ id }) => id),
  );
  return rows.filter((row) => !over.includes(row)).map(toClaimed);
}

async function readClaimed(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly ClaimedRow[]> {
  const { rows } = await sql<ClaimedRow>`
    select d.id, d.attempts, d.kind, d.event_id as "eventId", d.seq, e.title as "eventTitle",
      t.id as device_id, t.kind as device_kind, t.address, t.p256dh, t.auth, s.hides_text,
      case when d.kind = 'message' then m.id end as "messageId",
      case when d.kind = 'message' then m.user_name end as "authorName",
      coalesce(case when d.kind = 'message' then m.content else a.content end, '') as content,
      exists (select from mention n where n.message_id = m.id and n.user_id = d.user_id) or exists (
        select from group_mention g where g.message_id = m.id
          and (g.to_group = 'everyone' or p.role <> 'participant')
      ) as is_mention,
      case d.kind
        when 'close' then false
        when 'message' then m.id is null or m.deleted_at is not null or p.read_seq >= d.seq
        else a.id is null or a.ended_seq is not null or p.read_seq >= d.seq
      end or (d.kind <> 'close' and (p.user_id is null or p.status is null or p.banned_at is not null)) as is_over,
      (
        select count(*)::int from push_delivery o
        where o.device_id = d.device_id and o.event_id = d.event_id and o.seq > p.read_seq
          and o.state = 'handed-over' and o.kind = d.kind
          and not exists (select from message gone where gone.id = o.source_id and gone.deleted_at is not null)
      ) as before
    from push_delivery d
    join event e on e.id = d.event_id
    left join push_device t on t.id = d.device_id
    left join push_settings s on s.user_id = d.user_id
    left join message m on m.event_id = d.event_id and m.seq = d.seq
    left join announcement a on d.kind = 'announcement' and a.id = d.source_id
    left join participation p on p.event_id = d.event_id and p.user_id = d.user_id
    where d.id = any(${ids}::bigint[])
    order by d.event_id, d.seq
  `.execute(db);
  return rows;
}

const toClaimed = ({
  is_mention: isMention,
  hides_text: hidesText,
  ...row
}: ClaimedRow): Claimed => ({
  id: row.id,
  attempts: row.attempts,
  kind: row.kind,
  eventId: row.eventId,
  eventTitle: row.eventTitle,
  seq: row.seq,
  messageId: row.messageId,
  authorName: row.authorName,
  content: row.content,
  before: row.before,
  isMention,
  hidesText: hidesText ?? false,
  device: {
    id: row.device_id ?? '',
    kind: row.device_kind,
    address: row.address,
    p256dh: row.p256dh,
    auth: row.auth,
  },
});

async function dropAll(db: Kysely<Database>, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update push_delivery set state = 'dropped' where id = any(${ids}::bigint[])`.execute(
    db,
  );
}

/** What became of deliveries that went out together. */
export interface Settled {
  readonly claim: string;
  readonly claimed: readonly Pick<Claimed, 'id' | 'device' | 'attempts'>[];
  readonly outcome: PushOutcome;
  /** When a receipt is asked for, where there is a ticket. */
  readonly receiptMs: number;
}

/** Writes it; nothing, where another process has taken them for lost meanwhile. A device that is gone is removed. */
export async function settleDeliveries(
  db: Kysely<Database>,
  { claim, claimed, outcome, receiptMs }: Settled,
): Promise<void> {
  const [first] = claimed;
  if (first === undefined) return;
  const { state, error, ticket, afterMs } = toColumns(outcome, first.attempts);
  await sql`
    with settled as (
      update push_delivery set state = ${state}, error = ${error}, ticket = ${ticket},
        check_at = case when ${ticket}::text is not null then now() + ${receiptMs} * interval '1 millisecond' end,
        next_at = now() + ${afterMs} * interval '1 millisecond'
      where id = any(${claimed.map(({ id }) => id)}::bigint[]) and claim = ${claim} and state = 'sending'
      returning 1
    )
    update push_device set last_success_at = now()
    where id = ${first.device.id} and ${state} = 'handed-over' and exists (select from settled)
  `.execute(db);
  if (outcome.is === 'gone')
    await db.deleteFrom('push_device').where('id', '=', first.device.id).execute();
}

function toColumns(outcome: PushOutcome, attempts: number) {
  const base = { ticket: null, error: null, afterMs: 0 };
  switch (outcome.is) {
    case 'handed-over':
      return { ...base, state: 'handed-over', ticket: outcome.ticket ?? null };
    case 'gone':
      return { ...base, state: 'failed', error: 'the device is gone' };
    case 'refused':
      return { ...base, state: 'failed', error: outcome.why };
    case 'later': {
      const state = attempts >= PUSH_ATTEMPTS_MAX ? 'failed' : 'waiting';
      return {
        ...base,
        state,
        error: outcome.why,
        afterMs: outcome.afterMs ?? retryAfter(attempts),
      };
    }
  }
}

export interface Ticket {
  readonly id: number;
  readonly ticket: string;
  readonly deviceId: string | null;
}

/** Takes tickets whose receipts are due; another process gets them only if nothing came of that for some minutes. */
export async function claimTickets(
  db: Kysely<Database>,
  { limit, againMs }: { readonly limit: number; readonly againMs: number },
): Promise<readonly Ticket[]> {
  const { rows } = await sql<Ticket>`
    update push_delivery set check_at = case when created_at > now() - interval '1 day'
      then now() + ${againMs} * interval '1 millisecond' end
    where id in (
      select id from push_delivery where check_at <= now() order by check_at limit ${limit}
      for update skip locked
    ) and ticket is not null
    returning id, ticket, device_id as "deviceId"
  `.execute(db);
  return rows;
}

/** What a receipt said. */
export interface Receipt extends Ticket {
  readonly error: string | null;
  readonly isGone: boolean;
}

export async function settleReceipts(
  db: Kysely<Database>,
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return;
  await sql`
    update push_delivery d set check_at = null, error = r.error,
      state = case when r.error is null then d.state else 'failed' end
    from unnest(
      ${receipts.map(({ id }) => id)}::bigint[], ${receipts.map(({ error }) => error)}::text[]
    ) as r (id, error)
    where d.id = r.id
  `.execute(db);
  const gone = receipts.flatMap(({ isGone, deviceId }) =>
    isGone && deviceId !== null ? [deviceId] : [],
  );
  if (gone.length > 0) await db.deleteFrom('push_device').where('id', 'in', gone).execute();
}

/** Forgets what is of no more use: of messages after two days, of announcements after they are gone. */
export async function pruneDeliveries(db: Kysely<Database>): Promise<void> {
  await sql`
    delete from push_delivery where id in (
      select d.id from push_delivery d where d.created_at < now() - interval '2 days'
        and (d.kind <> 'announcement' or not exists (select from announcement a where a.id = d.source_id))
      limit 10000
    )
  `.execute(db);
}
