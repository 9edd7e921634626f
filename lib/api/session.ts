import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
import { readSessionToken, readSignedToken } from '../server/session-token.ts';
import { findSignedIn, type SignedIn } from '../../db/sessions.ts';

export interface SessionReader {
  /** Null where the headers hold no session that is valid now. Costs one indexed query. */
  readonly find: (headers: Headers) => Promise<SignedIn | null>;
}

interface SessionSettings {
  readonly db: Kysely<Database>;
  readonly secret: string;
  /** Name of the session's cookie, as Better Auth makes it. */
  readonly cookieName: string;
}

/**
 * Reads sessions directly: ten times cheaper than Better Auth's own reading, and
 * without its writes. A bearer token may be bare or signed, a cookie must be signed.
 * Where both are given the bearer token counts: it was sent on purpose.
 */
export function createSessionReader(settings: SessionSettings): SessionReader {
  return {
    find: async (headers) => {
      const token = tokenOf(headers, settings);
      return token === null ? null : findSignedIn(settings.db, token);
    },
  };
}

/** What follows "Bearer" in the headers, not checked; null where there is nothing of the kind. */
export const bearerOf = (headers: Headers): string | null =>
  /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;

function tokenOf(headers: Headers, { secret, cookieName }: SessionSettings): string | null {
  const bearer = bearerOf(headers);
  if (bearer !== null) return readSessionToken(bearer, secret);
  const cookie = cookieOf(headers.get('cookie') ?? '', cookieName);
  return cookie === null ? null : readSignedToken(cookie, secret);
}

function cookieOf(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
