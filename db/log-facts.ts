import { sql, type Transaction } from 'kysely';

import type { Facts } from '../domain/decide.ts';
import { actorOf, type Draft, type MessageEntry } from '../domain/log.ts';
import { EventSettings } from '../protocol/rest.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { toPerson } from './log-rows.ts';
import type { Database } from './schema.ts';

/** Where an event's log stands while its row is locked. */
export interface Head {
  readonly eventId: string;
  readonly seq: number;
  readonly lastAt: Date;
}

/**
 * Locks the logs of these events until the transaction ends: this is what makes
 * `seq` gapless and gives all readers one order. In id order, so that two
 * batches can't wait for each other. Events that do not exist have no row.
 */
export async function lockHeads(
  tx: Transaction<Database>,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, Head>> {
  const rows = await tx
    .selectFrom('event_log_head')
    .select(['event_id', 'head_seq', 'last_at'])
    .where('event_id', 'in', eventIds)
    .orderBy('event_id')
    .forUpdate()
    .execute();
  return new Map(
    rows.map((row) => [
      row.event_id,
      { eventId: row.event_id, seq: row.head_seq, lastAt: row.last_at },
    ]),
  );
}

interface FactRow {
  readonly now: Date;
  readonly settings: unknown;
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly image: string | null;
  } | null;
  readonly status: ParticipationStatus | null;
  readonly role: Role | null;
  readonly banned_at: Date | null;
  readonly earlier_event_id: string | null;
  readonly earlier_id: string;
  readonly earlier_seq: number;
  readonly earlier_user_id: string;
  readonly earlier_user_name: string;
  readonly earlier_user_image: string | null;
  readonly earlier_content: string;
  readonly earlier_client_message_id: string | null;
  readonly earlier_created_at: Date;
}

/**
 * Reads what decides on each draft, in the order of the drafts, in one query.
 *
 * To be called after {@link lockHeads}, as a statement of its own: its snapshot
 * must be taken after the lock, or it would not see the batch that held the lock
 * before.
 */
export async function readFacts(
  tx: Transaction<Database>,
  drafts: readonly Draft[],
): Promise<readonly Facts[]> {
  const asked = JSON.stringify(
    drafts.map((draft, ord) => ({
      ord,
      event_id: draft.eventId,
      actor_id: actorOf(draft),
      id: draft.kind === 'message' ? draft.id : null,
      client_message_id: draft.kind === 'message' ? (draft.clientMessageId ?? null) : null,
    })),
  );
  const { rows } = await sql<FactRow>`
    with asked as (
      select * from jsonb_to_recordset(${asked}::jsonb)
        as a (ord int, event_id text, actor_id text, id text, client_message_id text)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit ${drafts.length}::int
    )
    select
      clock_timestamp() as now,
      e.settings,
      case when u."id" is not null
        then jsonb_build_object('id', u."id", 'name', u."name", 'image', u."image") end as account,
      p.status, p.role, p.banned_at,
      m.event_id as earlier_event_id, m.id as earlier_id, m.seq as earlier_seq,
      m.user_id as earlier_user_id, m.user_name as earlier_user_name,
      m.user_image as earlier_user_image, m.content as earlier_content,
      m.client_message_id as earlier_client_message_id, m.created_at as earlier_created_at
    from asked a
    left join event e on e.id = a.event_id
    left join "user" u on u."id" = a.actor_id
    left join participation p on p.event_id = a.event_id and p.user_id = a.actor_id
    left join log_entry l on l.event_id = a.event_id and l.actor_id = a.actor_id
      and l.client_message_id = a.client_message_id
    left join message m on m.id = coalesce(l.id, a.id)
    order by a.ord
  `.execute(tx);
  return rows.map(toFacts);
}

const toFacts = (row: FactRow): Facts => ({
  settings: row.settings === null ? null : EventSettings.parse(row.settings),
  account: row.account === null ? null : toPerson(row.account),
  participation:
    row.role === null ? null : { status: row.status, role: row.role, bannedAt: row.banned_at },
  earlier: row.earlier_event_id === null ? null : toEarlier(row, row.earlier_event_id),
  now: row.now,
});

const toEarlier = (row: FactRow, eventId: string): MessageEntry => ({
  kind: 'message',
  eventId,
  id: row.earlier_id,
  seq: row.earlier_seq,
  actorId: row.earlier_user_id,
  userName: row.earlier_user_name,
  ...(row.earlier_user_image !== null && { userImage: row.earlier_user_image }),
  content: row.earlier_content,
  ...(row.earlier_client_message_id !== null && {
    clientMessageId: row.earlier_client_message_id,
  }),
  createdAt: row.earlier_created_at,
});
