import type { createAuthMiddleware } from 'better-auth/api';
import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
import type { SignedIn } from '../../db/sessions.ts';
import { createSessionReader } from './session.ts';

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Who asks, before Better Auth's endpoints run: its own reading does not know the bearer token yet. */
export const signedInOf = (db: Kysely<Database>, ctx: HookContext): Promise<SignedIn | null> =>
  createSessionReader({
    db,
    secret: ctx.context.secret,
    cookieName: ctx.context.authCookies.sessionToken.name,
  }).find(ctx.headers ?? new Headers());
