import type * as backendModule from './backend.ts';
import type { Backend } from './backend.ts';
import type { Params } from './route.ts';
import type { RouteName } from './routes.ts';

/**
 * The one door from bundled code to the API's server side.
 *
 * In development Metro evaluates the modules of API routes anew at every
 * request, so whatever they import is built again each time. This module imports
 * types only; the server side is loaded by Node itself, once a process, and kept
 * on `globalThis`, where all copies of this module find it.
 *
 * Which server side:
 * 1. the one given to `provideBackend` (the production server, tests);
 * 2. else the file that HALLWAY_BACKEND names: the production build's bundle of
 *    `lib/api/backend.ts`;
 * 3. else `lib/api/backend.ts` of the folder that the process was started in.
 *    A change of it, or of what it imports, takes effect at the next start.
 */
const KEY = Symbol.for('hallway.backend');
const REASON = Symbol.for('hallway.backend-failure');
const SOURCE = './lib/api/backend.ts';

interface Holder {
  [KEY]?: Promise<Backend> | undefined;
  [REASON]?: string;
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the two keys are this module's own
const holder = globalThis as Holder;

/** The API's server side; built at the first call. A failed start is tried again at the next one. */
export function loadBackend(): Promise<Backend> {
  holder[KEY] ??= build().catch((error: unknown) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

/** Sets the server side for this process; undefined forgets it. Whoever made it disposes it. */
export function provideBackend(backend: Backend | undefined): void {
  holder[KEY] = backend === undefined ? undefined : Promise.resolve(backend);
}

async function build(): Promise<Backend> {
  const nodeModule = process.getBuiltinModule('node:module');
  const nodePath = process.getBuiltinModule('node:path');
  const file = nodePath.resolve(process.env['HALLWAY_BACKEND'] ?? SOURCE);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the file is, says the docstring
  const loaded = nodeModule.createRequire(file)(file) as typeof backendModule;
  return loaded.createBackendFromEnvironment();
}

type RouteHandler = (request: Request, params?: Params) => Promise<Response>;

/** What a file in `app/api` exports for one method. */
export const routeHandler =
  (name: RouteName): RouteHandler =>
  async (request, params = {}) => {
    try {
      const backend = await loadBackend();
      return await backend.handle(name, request, params);
    } catch (error) {
      return answerNotStarted(error);
    }
  };

/** Said once for each reason: every request finds it again, until somebody mends it. */
function answerNotStarted(error: unknown): Response {
  const reason = error instanceof Error ? error.message : String(error);
  if (holder[REASON] !== reason) console.error(`[ERROR] The API can't start: ${reason}`); // oxlint-disable-line no-console
  holder[REASON] = reason;
  const message = 'Hallway is not available right now. Please try again in a moment.';
  return Response.json(
    { error: { code: 'unavailable', message, retryable: true } },
    { status: 503, headers: { 'cache-control': 'no-store', 'retry-after': '5' } },
  );
}
