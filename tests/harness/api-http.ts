import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Backend } from '../../lib/api/backend.ts';
import type { Params, Route } from '../../lib/api/route.ts';
import { routes, type RouteName } from '../../lib/api/routes.ts';

/** The API over HTTP without the app around it. Not listening yet. */
export const createApiServer = (backend: Backend): Server =>
  createServer((request, response) => void answer(backend, request, response));

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
  if (response.body === null) return void outgoing.end();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's stream types and the web's differ
  const body = Readable.fromWeb(response.body as never);
  await pipeline(body, outgoing).catch(() => {});
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
    const methods: readonly string[] = 'methods' in route ? route.methods : [route.method];
    const match = patternOf(route.path).exec(pathname);
    if (match !== null && methods.includes(request.method)) {
      return { name, params: { ...match.groups } };
    }
  }
  return null;
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace('{path}', '.+').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
