import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import { createBackend, type Backend, type BackendOptions } from '../../lib/api/backend.ts';
import type { Params, Route } from '../../lib/api/route.ts';
import { routes, type RouteName } from '../../lib/api/routes.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly backend: Backend;
  readonly database: TestDatabase;
  /** What was logged, one line each. */
  readonly logged: readonly string[];
}

interface TestApiOptions {
  readonly limits?: BackendOptions['limits'];
  readonly production?: boolean;
  readonly appUrl?: string;
}

const TEST_SECRET = 'a secret of the tests, and of nothing else';

/** The API over real HTTP, on a port and a database of its own. */
export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const logged: string[] = [];
  const write = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields, showError)}`);
  const appUrl = options.appUrl ?? 'http://localhost:8081';
  const backend = await createBackend({
    config: {
      production: options.production ?? false,
      databaseUrl: database.url,
      authSecret: TEST_SECRET,
      appUrl,
      allowedOrigins: [appUrl],
      logFormat: 'json',
    },
    logger: { info: write, warn: write, error: write },
    ...(options.limits && { limits: options.limits }),
  });
  const server = createServer((request, response) => void answer(backend, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    backend,
    database,
    logged,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await backend[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

const showError = (_key: string, value: unknown): unknown =>
  value instanceof Error ? `${value.name}: ${value.message}` : value;

async function answer(
  backend: Backend,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = toRequest(incoming);
  const found = findRoute(request);
  const response =
    found === null
      ? new Response(null, { status: 404 })
      : await backend.handle(found.name, request, found.params);
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  outgoing.writeHead(response.status);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ) as [string, string][],
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
  } as RequestInit);
}

function findRoute(request: Request): { name: RouteName; params: Params } | null {
  const { pathname } = new URL(request.url);
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const methods: readonly string[] = route.kind === 'raw' ? route.methods : [route.method];
    const match = patternOf(route.path).exec(pathname);
    if (match !== null && methods.includes(request.method)) {
      return { name, params: { ...match.groups } };
    }
  }
  return null;
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace('{path}', '.+').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
