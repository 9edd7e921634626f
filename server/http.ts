import { createServer, type Server, type ServerResponse } from 'node:http';

/** Slow senders of headers or bodies hold a connection no longer than this. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const TIMEOUTS_CHECKED_EVERY_MS = 1_000;
const HEADERS_MAX = 64;

export interface Health {
  /** Why the server should get no new connections, or `null`. */
  readonly whyNotReady: () => Promise<string | null>;
}

/** The HTTP server under Socket.IO, with `/healthz` (the process is up) and `/readyz` (it is of use). */
export function createHttpServer({ whyNotReady }: Health): Server {
  const options = { connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY_MS };
  const server = createServer(options, (request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return answer(response, 200, { status: 'ok' });
    if (path !== '/readyz') return answer(response, 404, notFound);
    void whyNotReady().then((reason) =>
      answer(response, reason === null ? 200 : 503, {
        status: reason === null ? 'ok' : 'not-ready',
        ...(reason !== null && { reason }),
      }),
    );
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.maxHeadersCount = HEADERS_MAX;
  return server;
}

const notFound = {
  error: { code: 'not-found', message: 'This is the socket server; there is nothing here.' },
};

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
