import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { Kysely } from 'kysely';
import { z } from 'zod';

import { findOwnToken, isGuest } from '../../db/guests.ts';
import type { Database } from '../../db/schema.ts';
import { guestUpgrade } from './guest-upgrade.ts';
import { signedInOf } from './hook-session.ts';

/** Our rules for Better Auth's endpoints; AUTH-5 to AUTH-11 in docs/spec.md. */
export function createAccountPlugin(db: Kysely<Database>) {
  return {
    id: 'hallway-accounts',
    hooks: {
      before: [
        { matcher: isAt('/sign-up/email'), handler: guestUpgrade(db) },
        { matcher: isAt('/change-password'), handler: endOtherSessions },
        { matcher: isAt('/delete-user'), handler: requirePassword(db) },
        { matcher: isAt('/revoke-session'), handler: revokeById(db) },
      ],
      after: [{ matcher: isAt('/list-sessions'), handler: hideTokens(db) }],
    },
  } satisfies BetterAuthPlugin;
}

const isAt =
  (path: string) =>
  (ctx: { path?: string | undefined }): boolean =>
    ctx.path === path;

/** A new password is of use only where whoever knew the old one is out. */
const endOtherSessions = createAuthMiddleware((ctx) =>
  Promise.resolve({ context: { body: { ...asObject(ctx.body), revokeOtherSessions: true } } }),
);

/** A phone left on a table must not be enough to delete an account. Guests have no password. */
const requirePassword = (db: Kysely<Database>) =>
  createAuthMiddleware(async (ctx) => {
    const { password } = asObject(ctx.body);
    if (typeof password === 'string' && password !== '') return;
    const signedIn = await signedInOf(db, ctx);
    if (signedIn === null || (await isGuest(db, signedIn.person.id))) return;
    throw new APIError('BAD_REQUEST', {
      code: 'USER_ALREADY_HAS_PASSWORD',
      message: 'Enter your password to delete the account.',
    });
  });

/** `list-sessions` gives ids in place of other sessions' tokens, so that is what comes back here. */
const revokeById = (db: Kysely<Database>) =>
  createAuthMiddleware(async (ctx) => {
    const { token: handle } = asObject(ctx.body);
    const signedIn = await signedInOf(db, ctx);
    if (signedIn === null || typeof handle !== 'string') return;
    // No column can hold it, so it is nobody's.
    if (handle.includes('\0')) return { context: { body: { token: '' } } };
    const own = { userId: signedIn.person.id, sessionId: handle };
    const token = await findOwnToken(db, own);
    return token === null ? undefined : { context: { body: { token } } };
  });

/** The token of another session is a key to it; who holds one session needs only to name the others. */
const hideTokens = (db: Kysely<Database>) =>
  createAuthMiddleware(async (ctx) => {
    const { returned } = ctx.context;
    if (!Array.isArray(returned)) return;
    const signedIn = await signedInOf(db, ctx);
    return returned.map((session: { id: string; token: string }) => ({
      ...session,
      token: session.id === signedIn?.session.id ? session.token : session.id,
    }));
  });

const Fields = z.record(z.string(), z.unknown());

const asObject = (body: unknown): Record<string, unknown> => Fields.safeParse(body).data ?? {};
