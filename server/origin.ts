import type { IncomingMessage } from 'node:http';

export interface OriginRules {
  readonly production: boolean;
  readonly allowedOrigins: readonly string[];
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Different origins that are remembered at once. */
const KEPT_MAX = 100;
const KEPT_MAX_CHARS = 500;

export type OriginCheck = (request: Pick<IncomingMessage, 'headers'>) => boolean;

/** {@link isOriginAllowed}, which is asked the same at almost each handshake, and answers that from memory. */
export function createOriginCheck(rules: OriginRules): OriginCheck {
  const known = new Map<string, boolean>();
  return (request) => {
    const { origin, host = '' } = request.headers;
    if (origin === undefined) return true;
    // No header has a line break in it.
    const key = `${origin}\n${host}`;
    const isAllowed = known.get(key) ?? isOriginAllowed(request, rules);
    if (known.size >= KEPT_MAX) known.clear();
    if (key.length <= KEPT_MAX_CHARS) known.set(key, isAllowed);
    return isAllowed;
  };
}

/**
 * Whether a handshake may come from where it says. Programs that are no browser
 * send no origin, or this server's own. While developing, any port of the same
 * machine will do, so that a phone in the local network can open the app.
 */
export function isOriginAllowed(
  request: Pick<IncomingMessage, 'headers'>,
  { production, allowedOrigins }: OriginRules,
): boolean {
  const { origin, host = '' } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (allowedOrigins.includes(from.origin) || from.host === host.toLowerCase()) return true;
  return !production && isSameMachine(from.hostname, hostnameOf(host));
}

const hostnameOf = (host: string): string =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';

const isSameMachine = (one: string, other: string): boolean =>
  one === other ? one !== '' : LOOPBACK.has(one) && LOOPBACK.has(other);
