import { APIError, createAuthMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type { Kysely } from 'kysely';
import { v7 } from 'uuid';
import { z } from 'zod';

import { isEmailTaken, isGuest, upgradeGuest } from '../../db/guests.ts';
import type { Database } from '../../db/schema.ts';
import { parseGiven } from '../../protocol/parse.ts';
import { checkEmail, cleanName, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS } from './auth-options.ts';
import { signedInOf } from './hook-session.ts';

const refuse = (code: string, message: string): APIError =>
  new APIError('BAD_REQUEST', { code, message });

const emailTaken = (): APIError =>
  new APIError('UNPROCESSABLE_ENTITY', {
    code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL',
    message: 'There is already an account with this e-mail address.',
  });

/**
 * A guest who signs up becomes a member in place: the same user id, the same
 * session, and everything that hangs on them. Answers as `sign-up/email` does, and
 * lets it go on where whoever asks is no guest.
 */
export const guestUpgrade = (db: Kysely<Database>) =>
  createAuthMiddleware(async (ctx) => {
    const signedIn = await signedInOf(db, ctx);
    if (signedIn === null || !(await isGuest(db, signedIn.person.id))) return;
    const { name, email, password } = readMember(ctx.body);
    const { internalAdapter } = ctx.context;
    if (await isEmailTaken(db, email)) throw emailTaken();

    const userId = signedIn.person.id;
    const passwordHash = await ctx.context.password.hash(password);
    const outcome = await upgradeGuest(db, { userId, accountId: v7(), name, email, passwordHash });
    if (outcome === 'email-taken') throw emailTaken();
    if (outcome === 'not-a-guest') throw refuse('invalid', 'You have an account already.');

    const stored = await internalAdapter.findSession(signedIn.session.token);
    if (stored === null) throw refuse('SESSION_EXPIRED', 'Please sign in.');
    await setSessionCookie(ctx, stored);
    ctx.setHeader('set-auth-token', stored.session.token);
    ctx.setHeader('access-control-expose-headers', 'set-auth-token');
    return { token: stored.session.token, user: stored.user };
  });

function readMember(body: unknown): { name: string; email: string; password: string } {
  const given = Fields.safeParse(body).data ?? {};
  const email = parseGiven(z.email(), given['email']);
  if (!email.success) throw refuse('INVALID_EMAIL', 'Invalid email');
  checkEmail(email.data);
  const password = readPassword(given['password']);
  return { name: cleanName(given['name']), email: email.data.toLowerCase(), password };
}

const Fields = z.record(z.string(), z.unknown());

function readPassword(given: unknown): string {
  const password = typeof given === 'string' ? given : '';
  if (password.length < PASSWORD_MIN_CHARS) {
    throw refuse('PASSWORD_TOO_SHORT', 'Password too short');
  }
  if (password.length > PASSWORD_MAX_CHARS) throw refuse('PASSWORD_TOO_LONG', 'Password too long');
  return password;
}
