import { createHmac, timingSafeEqual } from 'node:crypto';

/** Ours have 32 characters; longer ones are not looked up. */
const TOKEN_MAX_CHARS = 200;

/**
 * The session's token in what a client gave: the token itself, or the signed form that Better Auth puts into
 * cookies and the `set-auth-token` header, URL-encoded or not. Null where a signature is not ours, and for what
 * can be no token.
 */
export function readSessionToken(given: string, secret: string): string | null {
  const decoded = decode(given.trim());
  if (decoded.includes('.')) return readSignedToken(decoded, secret);
  return asToken(decoded);
}

/** As {@link readSessionToken}, where only the signed form counts: a cookie. */
export function readSignedToken(given: string, secret: string): string | null {
  const decoded = decode(given);
  const dot = decoded.lastIndexOf('.');
  if (dot < 0) return null;
  const token = decoded.slice(0, dot);
  return isSignature(decoded.slice(dot + 1), token, secret) ? asToken(token) : null;
}

/** PostgreSQL has no text with a zero byte. */
const asToken = (text: string): string | null =>
  text === '' || text.length > TOKEN_MAX_CHARS || text.includes('\0') ? null : text;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As Better Auth signs its cookies: HMAC-SHA-256 of the token, in base64. */
function isSignature(signature: string, token: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
