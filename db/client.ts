import { Kysely, PostgresDialect } from 'kysely';
import { Pool, TypeOverrides } from 'pg';

import type { Database } from './schema.ts';

/** PostgreSQL's type number of `bigint`: our counters, which stay far below 2^53. */
const BIGINT_OID = 20;

/** Longest wait for a connection, a lock or a statement: a stuck database must answer, not hang. */
const CONNECT_TIMEOUT_MS = 5_000;
const LOCK_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most. */
  readonly max?: number;
  /** For `pg_stat_activity`. */
  readonly name?: string;
  /** Told of connections lost while idle; the pool replaces them by itself. */
  readonly onIdleError?: (error: Error) => void;
}

export interface DatabaseHandle extends AsyncDisposable {
  readonly db: Kysely<Database>;
  /** The same connections, for libraries that speak `pg`. */
  readonly pool: Pool;
}

/** Opens a pool. Connects at the first query; disposing it waits for what is under way. */
export function openDatabase({
  url,
  max = 10,
  name,
  onIdleError,
}: DatabaseOptions): DatabaseHandle {
  const types = new TypeOverrides();
  types.setTypeParser(BIGINT_OID, Number);
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: name ?? 'hallway',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: [
      `-c lock_timeout=${LOCK_TIMEOUT_MS}`,
      `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
      `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    ].join(' '),
    types,
  });
  pool.on('error', (error) => onIdleError?.(error));
  // A connection that is lost while lent out, between two statements, has nobody else to hear of it, and an
  // unheard error ends the process. Whoever holds it learns of it by the next statement.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    await db.destroy();
    // Kysely ends only a pool that it has used itself.
    if (!pool.ending) await pool.end();
  };
  return { db, pool, [Symbol.asyncDispose]: close };
}
