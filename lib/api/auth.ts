import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
import { createAccountPlugin } from './account-plugin.ts';
import { authOptions, type AccountSettings, type AccountWiring } from './auth-options.ts';
import { createSessionReader, type SessionReader } from './session.ts';

/** Accounts and their sessions. */
export interface Accounts {
  /** Answers any request below `/api/auth`, whose body is within limits. */
  readonly handle: (request: Request) => Promise<Response>;
  readonly sessions: SessionReader;
}

interface AccountDeps extends AccountSettings, Omit<AccountWiring, 'plugins'> {
  readonly db: Kysely<Database>;
}

/** Better Auth with our rules around it: the AUTH rules of docs/spec.md. */
export async function createAccounts(deps: AccountDeps): Promise<Accounts> {
  const { db, secret, onGuestSignsIn, onDelete } = deps;
  const plugins = [createAccountPlugin(db)];
  const auth = betterAuth(authOptions(deps, { onGuestSignsIn, onDelete, plugins }));
  const { authCookies } = await auth.$context;
  return {
    handle: (request) => auth.handler(request),
    sessions: createSessionReader({ db, secret, cookieName: authCookies.sessionToken.name }),
  };
}
