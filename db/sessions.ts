import { sql, type Kysely } from 'kysely';

import type { Person } from '../domain/log.ts';
import { toPerson } from './log-rows.ts';
import type { Database } from './schema.ts';

export interface StoredSession {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

export interface SignedIn {
  readonly session: StoredSession;
  readonly person: Person;
}

/** Whose unexpired session this token is; by the database's clock. `null` where it is nobody's. */
export async function findSignedIn(db: Kysely<Database>, token: string): Promise<SignedIn | null> {
  const row = await db
    .selectFrom('session as s')
    .innerJoin('user as u', 'u.id', 's.userId')
    .select(['s.id as sessionId', 's.token', 's.expiresAt', 'u.id', 'u.name', 'u.image'])
    .where('s.token', '=', token)
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { sessionId, expiresAt } = row;
  return { session: { id: sessionId, token: row.token, expiresAt }, person: toPerson(row) };
}

/** Those of these sessions that exist and have not expired. */
export async function readLiveSessions(
  db: Kysely<Database>,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, StoredSession>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('session')
    .select(['id', 'token', 'expiresAt'])
    .where('id', 'in', sessionIds)
    .where('expiresAt', '>', sql<Date>`now()`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface Revocations {
  /** The database's clock when this was read. */
  readonly readAt: Date;
  readonly revoked: readonly { readonly pos: number; readonly sessionId: string }[];
}

/**
 * Sessions that ended after a time. Positions are given out before the commit, so
 * a later read may find a lower one: ask again from some time before the last
 * answer, and remember what was handled.
 *
 * @param since `null`: only the clock is read.
 */
export async function readRevocations(
  db: Kysely<Database>,
  since: Date | null,
): Promise<Revocations> {
  const { rows } = await sql<{ read_at: Date; pos: number | null; session_id: string }>`
    select c.read_at, r.pos, r.session_id
    from (select clock_timestamp() as read_at) c
    left join session_revocation r on r.revoked_at > ${since ?? null}::timestamptz
  `.execute(db);
  return {
    readAt: rows[0]?.read_at ?? new Date(),
    revoked: rows.flatMap((row) =>
      row.pos === null ? [] : [{ pos: row.pos, sessionId: row.session_id }],
    ),
  };
}

/** Forgets ended sessions that no server can still be waiting for. */
export async function pruneRevocations(db: Kysely<Database>): Promise<void> {
  await db
    .deleteFrom('session_revocation')
    .where('revoked_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
}
