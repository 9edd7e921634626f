import { sql, type Kysely } from 'kysely';

import type { Person } from '../domain/log.ts';
import { toPerson } from './log-rows.ts';
import type { Database } from './schema.ts';
import { shareReads } from './shared-reads.ts';

export interface StoredSession {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

export interface SignedIn {
  readonly session: StoredSession;
  readonly person: Person;
}

/** Whose unexpired session a token is, by the database's clock; `null` where it is nobody's. */
export type SessionReader = (token: string) => Promise<SignedIn | null>;

/**
 * Looks tokens up for many at once: what is asked for during a query is answered
 * by the next. Each answer is true at a time after it was asked for.
 */
export const createSessionReader = (db: Kysely<Database>): SessionReader =>
  shareReads(async (tokens) => {
    const found = await findAllSignedIn(db, tokens);
    return tokens.map((token) => found.get(token) ?? null);
  });

/** The same for one alone, in a query of its own. */
export async function findSignedIn(db: Kysely<Database>, token: string): Promise<SignedIn | null> {
  return (await findAllSignedIn(db, [token])).get(token) ?? null;
}

async function findAllSignedIn(
  db: Kysely<Database>,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, SignedIn>> {
  const rows = await db
    .selectFrom('session as s')
    .innerJoin('user as u', 'u.id', 's.userId')
    .select(['s.id as sessionId', 's.token', 's.expiresAt', 'u.id', 'u.name', 'u.image'])
    .where('s.token', '=', sql<string>`any(${tokens}::text[])`)
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .execute();
  return new Map(
    rows.map(({ sessionId, token, expiresAt, ...person }) => [
      token,
      { session: { id: sessionId, token, expiresAt }, person: toPerson(person) },
    ]),
  );
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
    .where('id', '=', sql<string>`any(${sessionIds}::text[])`)
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
