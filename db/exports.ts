import { sql, type Kysely, type Transaction } from 'kysely';

import { noSuchEvent, noSuchExport } from '../domain/refusals.ts';
import { may, type Participation } from '../domain/rights.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { Export, ExportState } from '../protocol/exports.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { resultTransaction } from './result-transaction.ts';
import type { Database } from './schema.ts';

type Outcome<Value> = Promise<Result<Value, ProtocolError>>;

/** Exports of one person that may be under way at once, of events and of their own data. */
const UNFINISHED_MAX = 3;

/** What an export is of: an event, or the data of the person who asks. */
export interface Subject {
  /** Null: their own data. */
  readonly eventId: string | null;
  /** Who asks. */
  readonly userId: string;
}

export interface ExportRow {
  readonly id: string;
  readonly state: ExportState;
  readonly attempt: number;
  readonly rows_done: number;
  readonly rows_total: number;
  readonly seq: number | null;
  readonly bytes: number | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly expires_at: Date | null;
}

const onlyOrganisers = refusal('forbidden', 'Only organisers can export an event.');
const tooMany = refusal(
  'rate-limited',
  'You have three exports under way already. Wait until one of them is ready.',
  30_000,
);

/**
 * Asks for an export, or finds the one of the same that is under way: two organisers who ask at once get one.
 * Refuses by EXPORT-1.
 */
export const createExport = (
  db: Kysely<Database>,
  { id, ...subject }: Subject & { readonly id: string },
): Outcome<Export> =>
  resultTransaction(db, async (tx) => {
    const refused = await refuse(tx, subject);
    if (refused !== null) return fail(refused);
    const unfinished = await findUnfinished(tx, subject);
    if (unfinished !== undefined) return ok(toExport(unfinished));
    if ((await countUnfinished(tx, subject.userId)) >= UNFINISHED_MAX) return fail(tooMany);
    const { rows } = await sql<ExportRow>`
      insert into export (id, kind, event_id, user_id)
      values (${id}, ${kindOf(subject)}, ${subject.eventId}, ${subject.userId})
      on conflict do nothing returning *
    `.execute(tx);
    const made = rows[0];
    if (made === undefined) {
      const other = await findUnfinished(tx, subject);
      return other === undefined ? fail(noSuchExport) : ok(toExport(other));
    }
    return ok(toExport(made));
  });

/** The exports of an event, for those who may have one; or of one's own data. The newest first. */
export async function listExports(
  db: Kysely<Database>,
  subject: Subject,
): Outcome<readonly Export[]> {
  const refused = await refuse(db, subject);
  if (refused !== null) return fail(refused);
  const { rows } = await sql<ExportRow>`
    select * from export where ${isOf(subject)} and ${IS_KEPT} order by created_at desc, id desc
  `.execute(db);
  return ok(rows.map(toExport));
}

/** One of them. Who may not have it learns no more than of one that does not exist. */
export async function findExport(
  db: Kysely<Database>,
  { exportId, ...subject }: Subject & { readonly exportId: string },
): Outcome<ExportRow> {
  const refused = await refuse(db, subject);
  if (refused !== null) return fail(refused);
  const { rows } = await sql<ExportRow>`
    select * from export where id = ${exportId} and ${isOf(subject)} and ${IS_KEPT}
  `.execute(db);
  return rows[0] === undefined ? fail(noSuchExport) : ok(rows[0]);
}

/** Takes one away, or ends one that is under way; its file goes a moment later. */
export async function deleteExport(
  db: Kysely<Database>,
  asked: Subject & { readonly exportId: string },
): Outcome<null> {
  const found = await findExport(db, asked);
  if (!found.ok) return found;
  await sql`
    update export set state = 'failed', expires_at = now(), finished_at = coalesce(finished_at, now())
    where id = ${asked.exportId}
  `.execute(db);
  return ok(null);
}

const kindOf = ({ eventId }: Subject): 'event' | 'account' =>
  eventId === null ? 'account' : 'event';

const isOf = (subject: Subject) =>
  subject.eventId === null
    ? sql`kind = 'account' and user_id = ${subject.userId}`
    : sql`kind = 'event' and event_id = ${subject.eventId}`;

const IS_KEPT = sql`(expires_at is null or expires_at > now())`;
const IS_UNFINISHED = sql`state in ('waiting', 'running')`;

async function refuse(
  db: Kysely<Database>,
  { eventId, userId }: Subject,
): Promise<ProtocolError | null> {
  if (eventId === null) return null;
  const { rows } = await sql<Participation & { readonly role: Participation['role'] | null }>`
    select p.status, p.role, p.banned_at as "bannedAt"
    from event e left join participation p on p.event_id = e.id and p.user_id = ${userId}
    where e.id = ${eventId}
  `.execute(db);
  const row = rows[0];
  if (row === undefined) return noSuchEvent;
  return row.role !== null && may(row, 'export') ? null : onlyOrganisers;
}

async function findUnfinished(
  tx: Transaction<Database>,
  subject: Subject,
): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select * from export where ${isOf(subject)} and ${IS_UNFINISHED}
  `.execute(tx);
  return rows[0];
}

async function countUnfinished(tx: Transaction<Database>, userId: string): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*) as count from export where user_id = ${userId} and ${IS_UNFINISHED}
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Never whole before it is. */
const PROGRESS_MAX = 0.99;

export const toExport = (row: ExportRow): Export => ({
  exportId: row.id,
  state: row.state,
  progress: progressOf(row),
  seq: row.seq,
  bytes: row.bytes,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
});

function progressOf({ state, rows_done: done, rows_total: total }: ExportRow): number {
  if (state === 'ready') return 1;
  return total === 0 ? 0 : Math.min(PROGRESS_MAX, Math.round((100 * done) / total) / 100);
}
