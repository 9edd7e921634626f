import { AsyncLocalStorage } from 'node:async_hooks';

import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

import { isUnavailable } from '../../db/errors.ts';

/**
 * Brings to light what went wrong while Better Auth answered a request, whatever it made of it: without its
 * database it takes a session for none, says "unauthorized" to people who are signed in, and calls a sign-out
 * done that was not.
 */
export interface AccountFaults {
  /** The pool to give it: failures of the database are noted. */
  readonly pool: PostgresPool;
  /** Passes the answer on. Rejects instead if the database was away meanwhile, or if the answer is a fault. */
  surface(answer: () => Promise<Response>): Promise<Response>;
}

interface Seen {
  readonly failures: unknown[];
}

export function createAccountFaults(pool: pg.Pool): AccountFaults {
  const requests = new AsyncLocalStorage<Seen>();

  async function noting<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work;
    } catch (error) {
      requests.getStore()?.failures.push(error);
      throw error;
    }
  }

  return {
    pool: {
      connect: async () => watchClient(await noting(pool.connect()), noting),
      end: () => pool.end(),
      options: pool.options,
    },
    async surface(answer) {
      const seen: Seen = { failures: [] };
      const response = await requests.run(seen, answer);
      const fault = seen.failures.find(isUnavailable) ?? faultOf(response, seen);
      if (fault !== undefined) throw fault;
      return response;
    },
  };
}

/** What is behind an answer that says no more than that something failed. */
const faultOf = ({ status }: Response, { failures }: Seen): unknown =>
  status < 500 ? undefined : (failures.at(-1) ?? new Error(`Better Auth answered ${status}`));

type Noting = <Value>(work: Promise<Value>) => Promise<Value>;

/** The same client, with an eye on its queries; others use it after it was released, so it is left as it is. */
function watchClient(client: pg.PoolClient, noting: Noting): PostgresPoolClient {
  const query = (sql: string, values: readonly unknown[]) => noting(client.query(sql, [...values]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object with the client as prototype is one
  return Object.create(client, { query: { value: query } }) as PostgresPoolClient;
}
