import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import type pg from 'pg';

import type { Database } from '../../db/schema.ts';
import { createAccountFaults } from './account-faults.ts';
import { createAccountPlugin } from './account-plugin.ts';
import { authOptions, type AccountSettings, type AccountWiring } from './auth-options.ts';
import { createSessionReader, type SessionReader } from './session.ts';

/** Accounts and their sessions. */
export interface Accounts {
  /**
   * Answers any request below `/api/auth`, whose body is within limits.
   * @throws what went wrong, where the database was away or the answer would have been a fault.
   */
  readonly handle: (request: Request) => Promise<Response>;
  readonly sessions: SessionReader;
}

interface AccountDeps extends Omit<AccountSettings, 'pool'>, Omit<AccountWiring, 'plugins'> {
  readonly pool: pg.Pool;
  readonly db: Kysely<Database>;
}

/** Better Auth with our rules around it: the AUTH rules of docs/spec.md. */
export async function createAccounts(deps: AccountDeps): Promise<Accounts> {
  const { db, secret, onGuestSignsIn, onDelete } = deps;
  const plugins = [createAccountPlugin(db)];
  const faults = createAccountFaults(deps.pool);
  const settings = { ...deps, pool: faults.pool };
  const auth = betterAuth(authOptions(settings, { onGuestSignsIn, onDelete, plugins }));
  const { authCookies } = await auth.$context;
  return {
    handle: (request) => faults.surface(() => auth.handler(request)),
    sessions: createSessionReader({ db, secret, cookieName: authCookies.sessionToken.name }),
  };
}
