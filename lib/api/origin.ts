import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { bearerOf } from './session.ts';

/** The address that our phone apps give in `expo-origin`; a browser can't send it. */
export const APP_ORIGIN = 'hallway://';

export interface OriginRule {
  /** The request's own origin where it may use the API, else null. */
  readonly trustedOriginOf: (request: Request) => string | null;
  /** Refuses a request that a foreign page may have made with its visitor's cookie, or to sign them in. */
  readonly check: (request: Request) => ProtocolError | null;
}

interface OriginSettings {
  readonly allowedOrigins: readonly string[];
  readonly production: boolean;
}

const foreign = refusal(
  'forbidden',
  'This page may not act for you here. Open Hallway at its own address and try again.',
);

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Decides which pages may act with a visitor's cookie (cross-site request forgery).
 *
 * A bearer token is sent by programs on purpose, never by a browser on its own,
 * so requests with one need no origin; nor do those of programs that have neither
 * cookie nor origin. A browser names the origin of every request that changes something.
 *
 * In development the loopback names are equal, and so is the name that the
 * request itself was sent to: a phone or a second machine opens the app by an
 * address that nobody has written down.
 */
export function createOriginRule({ allowedOrigins, production }: OriginSettings): OriginRule {
  const isTrusted = (origin: string, request: Request): boolean => {
    if (allowedOrigins.includes(origin) || origin === APP_ORIGIN) return true;
    if (production) return false;
    const host = hostnameOf(origin);
    return host !== null && (isLoopback(host) || host === ownHostname(request));
  };
  const trustedOriginOf = (request: Request): string | null => {
    const origin = originOf(request.headers);
    return origin !== null && isTrusted(origin, request) ? origin : null;
  };
  return {
    trustedOriginOf,
    check: (request) => {
      if (SAFE.has(request.method) || bearerOf(request.headers) !== null) return null;
      const isFromPage = request.headers.has('cookie') || originOf(request.headers) !== null;
      return isFromPage && trustedOriginOf(request) === null ? foreign : null;
    },
  };
}

function originOf(headers: Headers): string | null {
  const origin = headers.get('origin') ?? headers.get('expo-origin');
  if (origin !== null) return origin;
  const referer = headers.get('referer');
  return referer !== null && URL.canParse(referer) ? new URL(referer).origin : null;
}

const hostnameOf = (origin: string): string | null =>
  URL.canParse(origin) && /^(https?|exp):/.test(origin) ? new URL(origin).hostname : null;

function ownHostname(request: Request): string {
  const host = request.headers.get('host');
  return host !== null && URL.canParse(`http://${host}`)
    ? new URL(`http://${host}`).hostname
    : new URL(request.url).hostname;
}

const isLoopback = (host: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host) || host.endsWith('.localhost');
