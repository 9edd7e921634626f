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
  readonly note: (error: unknown) => void;
  /** Does the work and rejects with the first fault that was noted meanwhile, if there was one. */
  surface<Value>(work: () => Promise<Value>): Promise<Value>;
}

interface Seen {
  readonly errors: unknown[];
}

export function createAccountFaults(pool: pg.Pool): AccountFaults {
  const requests = new AsyncLocalStorage<Seen>();
  const note = (error: unknown): void => void requests.getStore()?.errors.push(error);

  async function noting<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work;
    } catch (error) {
      if (isUnavailable(error)) note(error);
      throw error;
    }
  }

  return {
    pool: {
      connect: async () => watchClient(await noting(pool.connect()), noting),
      end: () => pool.end(),
      options: pool.options,
    },
    note,
    async surface(work) {
      const seen: Seen = { errors: [] };
      const value = await requests.run(seen, work);
      if (seen.errors.length > 0) throw seen.errors[0];
      return value;
    },
  };
}

type Noting = <Value>(work: Promise<Value>) => Promise<Value>;

/** The same client, with an eye on its queries; others use it after it was released, so it is left as it is. */
function watchClient(client: pg.PoolClient, noting: Noting): PostgresPoolClient {
  const query = (sql: string, values: readonly unknown[]) => noting(client.query(sql, [...values]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object with the client as prototype is one
  return Object.create(client, { query: { value: query } }) as PostgresPoolClient;
}
