import type { Transaction } from 'kysely';

import type { KnownFacts } from '../domain/batch.ts';
import { actorOf, targetOf } from '../domain/about-draft.ts';
import type { Draft } from '../domain/log.ts';
import type { RoomMode } from '../domain/room-mode.ts';
import { EventSettings } from '../protocol/rest.ts';
import { toKnownPreview } from './preview-rows.ts';
import { toSubjects } from './log-subjects.ts';
import { toLogEntry, type LogEntryRow } from './log-rows.ts';
import { toMode, type ModeRow } from './room-modes.ts';
import type { Database } from './schema.ts';
import { toAccount, toStanding, type AccountRow, type StandingRow } from './standing-rows.ts';
import { inTransaction, type Statement } from './statements.ts';

/** Where an event's log stands while its row is locked. */
export interface Head {
  readonly eventId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly lastAt: Date;
  readonly mode: RoomMode;
  /** Whether somebody may want to be notified of every message. */
  readonly notifiesAll: boolean;
}

interface HeadRow extends ModeRow {
  readonly notifies_all: boolean;
  readonly event_id: string;
  readonly epoch: string;
  readonly head_seq: number;
  readonly last_ms: number;
}

/**
 * Locks the logs of these events until the transaction ends: this is what makes
 * `seq` gapless and gives all readers one order. In id order, so that two
 * batches can't wait for each other. Events that do not exist have no row.
 */
export const lockHeadsStatement = (eventIds: readonly string[]): Statement => ({
  name: 'hallway_lock_heads',
  text: `
    select event_id, epoch, head_seq, floor(extract(epoch from last_at) * 1000)::float8 as last_ms,
      is_frozen, slow_seconds, slow_since, notifies_all
    from event_log_head
    where event_id = any($1::text[])
    order by event_id
    for update`,
  values: [eventIds],
});

export const toHeads = (rows: readonly unknown[]): ReadonlyMap<string, Head> =>
  new Map(
    (rows as readonly HeadRow[]).map((row) => [
      row.event_id,
      {
        eventId: row.event_id,
        epoch: row.epoch,
        seq: row.head_seq,
        lastAt: new Date(row.last_ms),
        mode: toMode(row),
        notifiesAll: row.notifies_all,
      },
    ]),
  );

/** Locks them as a part of a transaction that does more. */
export async function lockHeads(
  tx: Transaction<Database>,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, Head>> {
  const [rows = []] = await inTransaction(tx)([lockHeadsStatement(eventIds)]);
  return toHeads(rows);
}

/** What is the same for all drafts into one event, and the time. After the lock, like the facts. */
export const readSettingsStatement = (eventIds: readonly string[]): Statement => ({
  name: 'hallway_read_settings',
  text: `
    select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms, e.id, e.settings
    from (select 1) always left join event e on e.id = any($1::text[])`,
  values: [eventIds],
});

interface SettingsRow {
  /** Not as a time: reading one from text costs 40 µs, twice a batch. */
  readonly now_ms: number;
  readonly id: string | null;
  readonly settings: unknown;
}

/**
 * Reads what decides on each draft, in the order of the drafts.
 *
 * To run after the lock, as a statement of its own: its snapshot must be taken
 * after the lock, or it would not see the batch that held the lock before.
 */
export const readFactsStatement = (drafts: readonly Draft[]): Statement => ({
  name: 'hallway_read_facts',
  text: `
    with asked as (
      select * from json_to_recordset($1::json) as a
        (ord int, event_id text, actor_id text, message_id text, client_message_id text, change_id text,
         target_id text)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit $2::int
    )
    select
      u."id" as account_id, u."name" as account_name, u."image" as account_image,
      p.status, p.role, p.banned_at, p.muted_until, p.slow_said_at,
      earlier.event_id, earlier.seq, earlier.kind, earlier.id, earlier.actor_id,
      earlier.target_id, earlier.client_message_id, earlier.body, earlier.created_at,
      t.seq as target_seq, t.user_id as target_author, t.content as target_content, t.created_at as target_created_at,
      t.deleted_at as target_deleted_at, t.poll is not null as target_is_poll, t.preview as target_preview
    from asked a
    left join "user" u on u."id" = a.actor_id
    left join participation p on p.event_id = a.event_id and p.user_id = a.actor_id
    left join log_entry said on said.event_id = a.event_id and said.actor_id = a.actor_id
      and said.client_message_id = a.client_message_id
    left join message m on m.id = a.message_id
    left join log_entry change on change.event_id = a.event_id and change.id = a.change_id
      and change.kind <> 'message' and change.id is not null
    left join message t on t.id = a.target_id and t.event_id = a.event_id
    left join log_entry earlier
      on earlier.event_id = coalesce(said.event_id, m.event_id, change.event_id)
      and earlier.seq = coalesce(said.seq, m.seq, change.seq)
    order by a.ord`,
  values: [JSON.stringify(drafts.map(toAsked)), drafts.length],
});

const toAsked = (draft: Draft, ord: number) => ({
  ord,
  event_id: draft.eventId,
  actor_id: actorOf(draft),
  ...(draft.kind === 'message'
    ? { message_id: draft.id, client_message_id: draft.clientMessageId }
    : { change_id: draft.id }),
  target_id: targetOf(draft),
});

type FactRow = AccountRow &
  StandingRow & {
    readonly target_seq: number;
    readonly target_author: string | null;
    readonly target_content: string;
    readonly target_created_at: Date;
    readonly target_deleted_at: Date | null;
    readonly target_is_poll: boolean;
    readonly target_preview: unknown;
  } & (LogEntryRow | { readonly [column in keyof LogEntryRow]: null });

/** What the statements have answered. */
export interface AnsweredRows {
  readonly settingsRows: readonly unknown[];
  readonly factRows: readonly unknown[];
  /** Empty where no draft is about somebody else. */
  readonly subjectRows: readonly unknown[];
}

/** The facts of each draft. */
export function toFacts(
  drafts: readonly Draft[],
  { settingsRows, factRows, subjectRows }: AnsweredRows,
): readonly KnownFacts[] {
  const events = settingsRows as readonly SettingsRow[];
  const now = new Date(events[0]?.now_ms ?? Date.now());
  const settings = new Map(
    events.flatMap(({ id, settings: stored }) =>
      id === null ? [] : [[id, EventSettings.parse(stored)] as const],
    ),
  );
  const subjects = toSubjects(subjectRows);
  return drafts.map((draft, index) => {
    const row = (factRows as readonly FactRow[])[index];
    if (row === undefined) throw new Error('a draft without facts');
    const subject = subjects.get(index) ?? null;
    return { now, settings: settings.get(draft.eventId) ?? null, subject, ...ownFacts(row) };
  });
}

const ownFacts = (row: FactRow): Omit<KnownFacts, 'now' | 'settings' | 'subject'> => ({
  account: toAccount(row),
  participation: toStanding(row),
  earlier: row.event_id === null ? null : toLogEntry(row),
  target:
    row.target_author === null
      ? null
      : {
          seq: row.target_seq,
          authorId: row.target_author,
          content: row.target_content,
          createdAt: row.target_created_at,
          deletedAt: row.target_deleted_at,
          isPoll: row.target_is_poll,
          preview: toKnownPreview(row.target_preview),
        },
});
