import { sql, type Kysely } from 'kysely';

import { EXPORTS_KEPT } from '../protocol/exports.ts';
import type { Database } from './schema.ts';

/** How long a file is kept. */
const KEPT_DAYS = 3;
/** Workers that try, one after the other, before an export has failed. */
const ATTEMPTS_MAX = 5;
/** A worker says each second how far it is: one that was silent for so long has ended. */
const SILENT_SECONDS = 60;
/** Between a try that failed and the next one, times the tries so far. */
const AGAIN_SECONDS = 5;

/** An export that a worker has taken on. Another worker that takes it on later makes this one stop. */
export interface Claim {
  readonly id: string;
  readonly kind: 'event' | 'account';
  readonly eventId: string | null;
  readonly userId: string | null;
  readonly attempt: number;
}

/**
 * Takes the oldest export on that waits, or whose worker has ended; null where there is none. Of several workers that
 * ask at once each gets another one.
 */
export async function claimExport(db: Kysely<Database>): Promise<Claim | null> {
  const { rows } = await sql<Claim>`
    update export set state = 'running', attempt = attempt + 1, touched_at = now(), rows_done = 0
    where id = (
      select id from export where ${isDue} and attempt < ${ATTEMPTS_MAX}
      order by created_at, id limit 1 for update skip locked
    )
    returning id, kind, event_id as "eventId", user_id as "userId", attempt
  `.execute(db);
  return rows[0] ?? null;
}

const isDue = sql`(state = 'waiting' and touched_at <= now()
  or state = 'running' and touched_at < now() - make_interval(secs => ${sql.lit(SILENT_SECONDS)}))`;

const keptUntil = sql`now() + make_interval(days => ${sql.lit(KEPT_DAYS)})`;

const isClaimed = ({ id, attempt }: Claim) =>
  sql`id = ${id} and attempt = ${attempt} and state = 'running'`;

export interface Reached {
  readonly done: number;
  readonly total: number;
  readonly seq: number | null;
}

/** Says how far it is. False where it is no longer this worker's: it was taken away, or another one is at it. */
export async function touchExport(
  db: Kysely<Database>,
  claim: Claim,
  { done, total, seq }: Reached,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update export set rows_done = ${done}, rows_total = ${total}, seq = ${seq}, touched_at = now()
    where ${isClaimed(claim)}
  `.execute(db);
  return numAffectedRows === 1n;
}

/** Its file is whole: it is ready, unless it was taken away meanwhile; then false. Older ones make room for it. */
export async function finishExport(
  db: Kysely<Database>,
  claim: Claim,
  bytes: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update export set state = 'ready', bytes = ${bytes}, rows_done = rows_total, finished_at = now(),
      expires_at = ${keptUntil}
    where ${isClaimed(claim)}
  `.execute(db);
  if (numAffectedRows !== 1n) return false;
  await endOlder(db, claim);
  return true;
}

const endOlder = (db: Kysely<Database>, { kind, eventId, userId }: Claim): Promise<unknown> =>
  sql`
    update export set expires_at = now() where id in (
      select id from export
      where kind = ${kind} and ${kind === 'event' ? sql`event_id = ${eventId}` : sql`user_id = ${userId}`}
        and state in ('ready', 'failed') and (expires_at is null or expires_at > now())
      order by created_at desc, id desc offset ${EXPORTS_KEPT}
    )
  `.execute(db);

/** This try has failed: it waits for the next worker, or, after some, the export has failed. */
export async function failAttempt(db: Kysely<Database>, claim: Claim): Promise<void> {
  const isLast = claim.attempt >= ATTEMPTS_MAX;
  await sql`
    update export set state = ${isLast ? 'failed' : 'waiting'},
      touched_at = now() + make_interval(secs => ${AGAIN_SECONDS * claim.attempt}),
      finished_at = ${isLast ? sql`now()` : null}, expires_at = ${isLast ? keptUntil : null}
    where ${isClaimed(claim)}
  `.execute(db);
}

/** What it was to be of is gone: nothing is left to try. */
export async function giveUpExport(db: Kysely<Database>, claim: Claim): Promise<void> {
  await sql`
    update export set state = 'failed', finished_at = now(), expires_at = now() where ${isClaimed(claim)}
  `.execute(db);
}

/** Exports whose workers have all ended in the middle have failed. */
export async function failSilent(db: Kysely<Database>): Promise<void> {
  await sql`
    update export set state = 'failed', finished_at = now(), expires_at = ${keptUntil}
    where ${isDue} and attempt >= ${ATTEMPTS_MAX}
  `.execute(db);
}

/** Exports whose time is over, and those that nobody can ask for any more, with how many files each may have. */
export async function listOver(
  db: Kysely<Database>,
): Promise<readonly Pick<Claim, 'id' | 'attempt'>[]> {
  const { rows } = await sql<Pick<Claim, 'id' | 'attempt'>>`
    select id, attempt from export
    where expires_at <= now() or kind = 'event' and event_id is null or kind = 'account' and user_id is null
    order by created_at limit 100
  `.execute(db);
  return rows;
}

/** Forgets an export, after its files are gone; not if another worker has begun a file meanwhile. */
export async function forgetExport(
  db: Kysely<Database>,
  { id, attempt }: Pick<Claim, 'id' | 'attempt'>,
): Promise<void> {
  await db.deleteFrom('export').where('id', '=', id).where('attempt', '=', attempt).execute();
}
