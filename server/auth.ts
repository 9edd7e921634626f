import { z } from 'zod';

import { readSessionToken } from '../lib/server/session-token.ts';
import type { SessionReader, SignedIn } from '../db/sessions.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { parseGiven } from '../protocol/parse.ts';
import type { ClientKind } from './chat-socket.ts';

/** Our tokens have 32 characters, signed ones 77; more is no token of ours. */
const TOKEN_MAX_CHARS = 1_000;

const Handshake = z.object({
  token: z.string().max(TOKEN_MAX_CHARS),
  v: z.unknown().optional(),
  resume: z.unknown().optional(),
});

export interface Authenticated extends SignedIn {
  readonly kind: ClientKind;
}

const noToken = refusal(
  'unauthenticated',
  "Sign in first: the connection came without a token. Pass the session's token as auth: { token }.",
);
const badToken = refusal(
  'unauthenticated',
  'Sign in again: your session has ended, or the token is not valid.',
);

const kindOf = ({ v, resume }: z.output<typeof Handshake>): ClientKind => {
  if (v === 1) return 'v1';
  return resume === true ? 'resume' : 'seed';
};

/**
 * Who a handshake comes from.
 *
 * The token is the session's own, or the signed form that the `set-auth-token`
 * header gives, URL-encoded or not.
 *
 * @throws the database's error: then nothing is known, and the client must be made to try again.
 */
export async function authenticate(
  readSession: SessionReader,
  authSecret: string,
  auth: unknown,
): Promise<Result<Authenticated, ProtocolError>> {
  const handshake = parseGiven(Handshake, auth);
  if (!handshake.success || handshake.data.token === '') return fail(noToken);
  const token = readSessionToken(handshake.data.token, authSecret);
  const signedIn = token === null ? null : await readSession(token);
  if (signedIn === null) return fail(badToken);
  return ok({ ...signedIn, kind: kindOf(handshake.data) });
}
