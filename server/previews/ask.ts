import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, isIPv6, type LookupFunction } from 'node:net';

import { LINK_MAX_CHARS } from '../../protocol/links.ts';
import { mayAsk, type Network } from './addresses.ts';
import { PageRefused } from './page-refused.ts';

/** Which addresses a host has. Rejects where it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface AskOptions {
  readonly resolve: Resolve;
  /** Networks beside the public ones whose pages may be asked for. */
  readonly networks: readonly Network[];
  readonly ports: readonly number[];
  /** Ends it all, whatever is under way. */
  readonly signal: AbortSignal;
  /** The types that are of use. */
  readonly accept: string;
}

export interface Asked {
  /** Where it was found, after all redirects. */
  readonly url: URL;
  /** Its head; the body is still to be read, or destroyed. */
  readonly response: IncomingMessage;
}

const REDIRECTS_MAX = 3;
const HEADERS_MAX_BYTES = 16_384;
const USER_AGENT = 'Mozilla/5.0 (compatible; Hallway/0.1; link preview)';

/**
 * Asks for what is at an address of the web, as nobody in particular: no cookies, no password, no referrer.
 *
 * Each host is looked up once, every one of its addresses is judged, and the connection goes to those very
 * addresses: a name that answers otherwise a moment later changes nothing. So it is for each redirect.
 *
 * @throws {PageRefused} or the connection's error.
 */
export async function ask(address: string, options: AskOptions): Promise<Asked> {
  let url = toWebAddress(address, options);
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const addresses = await checkedAddresses(url, options);
    const response = await askOnce(url, addresses, options);
    const next = redirectOf(response);
    if (next === null) return { url, response: requireFound(response) };
    response.destroy();
    url = toWebAddress(next, options, url);
  }
  throw new PageRefused('too-many-redirects');
}

function toWebAddress(address: string, { ports }: AskOptions, base?: URL): URL {
  if (address.length > LINK_MAX_CHARS || !URL.canParse(address, base)) {
    throw new PageRefused('bad-address');
  }
  const url = new URL(address, base);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '') throw new PageRefused('bad-address');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (!ports.includes(port)) throw new PageRefused('bad-port');
  return url;
}

/** All that a host has are right, or none is asked. A host that is an address is itself. */
async function checkedAddresses(url: URL, options: AskOptions): Promise<readonly string[]> {
  const { resolve, networks, signal } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await unlessAborted(resolve(host), signal) : [host];
  if (addresses.length === 0) throw new PageRefused('no-such-host');
  if (!addresses.every((each) => mayAsk(each, networks))) throw new PageRefused('private-address');
  return addresses;
}

/** A lookup can't be called off, but waited for no longer. */
async function unlessAborted(
  looking: Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([looking, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

const askOnce = (
  url: URL,
  addresses: readonly string[],
  { signal, accept }: AskOptions,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        lookup: pinnedTo(addresses),
        agent: false,
        signal,
        maxHeaderSize: HEADERS_MAX_BYTES,
        headers: {
          accept,
          'accept-encoding': 'gzip, deflate, br',
          'user-agent': USER_AGENT,
          connection: 'close',
        },
      },
      resolve,
    );
    request.on('error', reject);
    // It would be answered with another protocol: nothing of use comes that way.
    request.on('upgrade', (_, socket) => socket.destroy());
    request.end();
  });

/** In place of a second lookup by the connection. */
const pinnedTo =
  (addresses: readonly string[]): LookupFunction =>
  (_host, { all }, callback) => {
    const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    if (all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };

const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

const redirectOf = ({ statusCode, headers }: IncomingMessage): string | null =>
  REDIRECTS.has(statusCode) ? (headers.location ?? null) : null;

function requireFound(response: IncomingMessage): IncomingMessage {
  if (response.statusCode === 200) return response;
  response.destroy();
  throw new PageRefused('bad-status');
}
