import { Kysely, PostgresDialect } from 'kysely';
import { Client, Pool, TypeOverrides, type ClientConfig } from 'pg';

import type { Database } from './schema.ts';

/** PostgreSQL's type number of `bigint`: our counters, which stay far below 2^53. */
const BIGINT_OID = 20;

/** Longest wait for a connection, a lock or a statement: a stuck database must answer, not hang. */
const CONNECT_TIMEOUT_MS = 5_000;
const LOCK_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;

/** The writers' own: many wait behind each of their locks, so they wait less, and try again. */
const WRITER_LOCK_TIMEOUT_MS = 1_000;
/** A network that swallows everything, as an unplugged cable does, tells by silence alone. */
const WRITER_ANSWER_TIMEOUT_MS = 6_000;

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
  /**
   * A connection for a writer of the log, besides the pool's, which keeps plans. Not open yet; its
   * errors need no listener.
   * @throws {DatabaseClosed} after the handle was disposed.
   */
  readonly newWriterConnection: () => Client;
}

/** The handle was disposed: nothing more can be asked by it, now or later. */
export class DatabaseClosed extends Error {
  override readonly name = 'DatabaseClosed';
}

/** Opens a pool. Connects at the first query; disposing it waits for what is under way. */
export function openDatabase(options: DatabaseOptions): DatabaseHandle {
  const pool = openPool(options);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const writers = new Set<Client>();
  let isClosed = false;
  const close = async (): Promise<void> => {
    isClosed = true;
    await Promise.all([...writers].map((client) => client.end().catch(() => {})));
    await db.destroy();
    // Kysely ends only a pool that it has used itself.
    if (!pool.ending) await pool.end();
  };
  return {
    db,
    pool,
    newWriterConnection() {
      if (isClosed) throw new DatabaseClosed('The database handle is closed.');
      const client = newWriterClient(options);
      client.on('error', () => {}).on('end', () => writers.delete(client));
      return client.on('connect', () => {
        if (isClosed) void client.end();
        else writers.add(client);
      });
    },
    [Symbol.asyncDispose]: close,
  };
}

function openPool({ url, max = 10, name, onIdleError }: DatabaseOptions): Pool {
  const pool = new Pool({ ...toConfig({ url, name }, settings(LOCK_TIMEOUT_MS)), max });
  pool.on('error', (error) => onIdleError?.(error));
  // A connection that is lost while lent out, between two statements, has nobody else to hear of it, and an
  // unheard error ends the process. Whoever holds it learns of it by the next statement.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function newWriterClient({ url, name }: DatabaseOptions): Client {
  const config = toConfig({ url, name: `${name ?? 'hallway'} writer` }, [
    ...settings(WRITER_LOCK_TIMEOUT_MS),
    // Its statements find few rows by their keys. Their plans are kept, and one that was made while the tables
    // were empty must not read whole tables later.
    '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
    '-c enable_hashjoin=off -c enable_mergejoin=off -c jit=off',
  ]);
  return new Client({ ...config, query_timeout: WRITER_ANSWER_TIMEOUT_MS });
}

const settings = (lockMs: number): readonly string[] => [
  // Each statement must see what was committed before it: the log's numbers and rights depend on it.
  String.raw`-c default_transaction_isolation=read\ committed`,
  `-c lock_timeout=${lockMs}`,
  `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
  `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
];

function toConfig(
  { url, name = 'hallway' }: { readonly url: string; readonly name: string | undefined },
  options: readonly string[],
): ClientConfig {
  const types = new TypeOverrides();
  types.setTypeParser(BIGINT_OID, Number);
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: options.join(' '),
    types,
  };
}
