import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Adapter from 'expo-server/adapter/http';
import sirv from 'sirv';
import type { Config } from '../../lib/config.ts';
import { CLIENT_ADDRESS_HEADER } from '../../lib/api/client-address.ts';
import { APP } from '../build/places.ts';
import { createSecurityHeaders } from './security-headers.ts';

/** Slow senders hold a connection no longer than this. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** A file may take so long in one piece: then its sender goes on in another request. */
const UPLOAD_TIMEOUT_MS = 600_000;
const UPLOAD = /^\/api\/events\/[^/]+\/uploads(\/|$)/;
const YEAR_SECONDS = 365 * 24 * 3_600;

// Its entry for `import` does not load in Node.
const { createRequestHandler }: typeof Adapter = createRequire(import.meta.url)(
  'expo-server/adapter/http',
);

export interface AppServerOptions {
  readonly config: Pick<Config, 'appUrl' | 'trustProxy'>;
  readonly onError: (error: unknown) => void;
}

/** The app from its export: files first, then pages and API routes. Not listening yet. */
export function createAppServer({ config, onError }: AppServerOptions): Server {
  const secure = createSecurityHeaders(config);
  const files = sirv(join(APP, 'client'), {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => response.setHeader('cache-control', cachingOf(path)),
  });
  const pages = createRequestHandler({ build: join(APP, 'server') });
  const server = createServer((request, response) => {
    limitTime(request, response);
    secure(response);
    setClientAddress(request, config);
    files(request, response, () =>
      pages(request, response, (error: unknown) => {
        answerFailure(request, response);
        if (error !== undefined && isReachable(request)) onError(error);
      }),
    );
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = UPLOAD_TIMEOUT_MS;
  return server;
}

/** Ends a request whose body takes too long; of a file, one that stands still. */
function limitTime(request: IncomingMessage, response: ServerResponse): void {
  if (UPLOAD.test(request.url ?? '')) {
    request.setTimeout(REQUEST_TIMEOUT_MS, () => request.destroy());
    return;
  }
  const end = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, REQUEST_TIMEOUT_MS);
  response.once('close', () => clearTimeout(end));
}

/** Files below `_expo/static` have their content in their name; the others are asked for again each time. */
function cachingOf(path: string): string {
  return path.startsWith('/_expo/static/') || path.startsWith('/assets/')
    ? `public, max-age=${YEAR_SECONDS}, immutable`
    : 'no-cache';
}

/** Overwrites what the client may have sent: limits are counted by it. */
function setClientAddress(
  request: IncomingMessage,
  { trustProxy }: { readonly trustProxy: boolean },
): void {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  const address = (trustProxy && forwarded.at(-1)?.trim()) || request.socket.remoteAddress;
  const kept = pairsOf(request.rawHeaders).filter(
    ([name]) => name.toLowerCase() !== CLIENT_ADDRESS_HEADER,
  );
  request.rawHeaders = [...kept.flat(), CLIENT_ADDRESS_HEADER, address ?? 'unknown'];
}

function pairsOf(flat: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return pairs;
}

/** A request with such an address or such a host is the sender's mistake, not ours. */
function isReachable({ url = '', headers }: IncomingMessage): boolean {
  return URL.canParse(url, `http://${headers.host}`);
}

function answerFailure(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const [status, code, message] = isReachable(request)
    ? ([500, 'internal', 'Something went wrong on our side. Please try again.'] as const)
    : ([400, 'invalid', 'This is not a request that can be answered.'] as const);
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error: { code, message } }));
}
