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
const SOURCE = './lib/api/backend.ts';

type Holder = { [KEY]?: Promise<Backend> | undefined };
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
  const { createRequire } = process.getBuiltinModule('node:module');
  const { resolve } = process.getBuiltinModule('node:path');
  const file = resolve(process.env['HALLWAY_BACKEND'] ?? SOURCE);
  const load = createRequire(file);
  const { createBackendFromEnvironment } = load(file) as typeof import('./backend.ts');
  return createBackendFromEnvironment();
}

type RouteHandler = (request: Request, params?: Params) => Promise<Response>;

/** What a file in `app/api` exports for one method. */
export const routeHandler =
  (name: RouteName): RouteHandler =>
  async (request, params = {}) => {
    const backend = await loadBackend();
    return backend.handle(name, request, params);
  };
