import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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
  /** One that somebody else disposes; left out, the API gets its own. */
  readonly database?: TestDatabase;
}

const TEST_SECRET = 'a secret of the tests, and of nothing else';

/** The API over real HTTP, on a port and a database of its own. */
export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = options.database ?? (await createTestDatabase());
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
    url: `http://127.0.0.1:${portOf(server)}`,
    backend,
    database,
    logged,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await backend[Symbol.asyncDispose]();
      if (options.database === undefined) await database[Symbol.asyncDispose]();
    },
  };
}

const portOf = (server: Server): number => {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
};

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
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) given.append(name, String(value));
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's stream types and the web's differ
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream) : null;
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: given,
    body,
    ...(hasBody && { duplex: 'half' }),
  });
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
const routeNames = Object.keys(routes) as RouteName[];

/** The first route that fits: `unknown`, which fits all, is the last of the table. */
function findRoute(request: Request): { name: RouteName; params: Params } | null {
  const { pathname } = new URL(request.url);
  for (const name of routeNames) {
    const route: Route = routes[name];
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
