import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
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

/** Ours have 32; longer ones are not looked up. */
const TOKEN_MAX_CHARS = 200;

/**
 * Reads sessions directly: ten times cheaper than Better Auth's own reading, and
 * without its writes. A bearer token may be bare or signed, a cookie must be signed.
 * Where both are given the bearer token counts: it was sent on purpose.
 */
export function createSessionReader(settings: SessionSettings): SessionReader {
  return {
    find: async (headers) => {
      const token = tokenOf(headers, settings);
      if (token === null || token.length > TOKEN_MAX_CHARS || token.includes('\0')) return null;
      return findSignedIn(settings.db, token);
    },
  };
}

/** What follows "Bearer" in the headers, not checked; null where there is nothing of the kind. */
export const bearerOf = (headers: Headers): string | null =>
  /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;

function tokenOf(headers: Headers, { secret, cookieName }: SessionSettings): string | null {
  const bearer = bearerOf(headers);
  if (bearer !== null) {
    const token = decode(bearer);
    return token.includes('.') ? verifySigned(token, secret) : token;
  }
  const cookie = cookieOf(headers.get('cookie') ?? '', cookieName);
  return cookie === null ? null : verifySigned(decode(cookie), secret);
}

function cookieOf(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The part before the last dot where what follows is its signature (HMAC-SHA-256, base64). */
function verifySigned(signed: string, secret: string): string | null {
  const dot = signed.lastIndexOf('.');
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', secret).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}
