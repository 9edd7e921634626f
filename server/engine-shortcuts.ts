import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';

import type { ChatServer } from './chat-socket.ts';

type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

type Apply = (
  request: IncomingMessage,
  response: ServerResponse,
  done: (error?: unknown) => void,
) => void;

/** What is public in fact of Engine.IO, and private in its types. */
interface Engine {
  readonly middlewares?: readonly Middleware[];
  _applyMiddlewares?: Apply;
}

/**
 * Has requests for WebSockets go through the middlewares at once, where Engine.IO makes a chain of promises for
 * each request. Its own comes first and is left out: the headers that it is for are none of a WebSocket's.
 */
export function applyAtOnce(io: ChatServer): void {
  const engine = io.engine as unknown as Engine;
  const { middlewares: [ofEngine] = [], _applyMiddlewares: apply } = engine;
  if (ofEngine === undefined || apply === undefined) {
    throw new Error('engine.io has changed: its middlewares are not to be found.');
  }
  engine['_applyMiddlewares'] = (request, response, done) => {
    if (request.headers.upgrade === undefined) return apply.call(engine, request, response, done);
    let index = 0;
    const next = (error?: unknown): void => {
      index += 1;
      const middleware = error === undefined ? engine.middlewares?.[index] : undefined;
      if (middleware === undefined) done(error);
      else middleware(request, response, next);
    };
    // As a promise's reaction: ws reads on in the next tick, and Engine.IO must be there for what came with the handshake.
    queueMicrotask(next);
  };
}

type Query = Readonly<Record<string, string>>;
type EngineRequest = IncomingMessage & { _query?: Query };

/** Different addresses that are remembered at once, and how long they may be. */
const KEPT_MAX = 100;
const KEPT_MAX_CHARS = 200;
/** Only what follows the path is of interest. */
const BASE = 'https://socket.io';

/** Reads the address of a request for a new WebSocket, which is the same for almost all, once. */
export function rememberQueries(http: HttpServer): void {
  const known = new Map<string, Query>();
  http.prependListener('upgrade', (request: EngineRequest) => {
    const { url = '' } = request;
    const query = known.get(url) ?? readQuery(url);
    if (query === null) return;
    if (known.size >= KEPT_MAX) known.clear();
    known.set(url, query);
    request['_query'] = query;
  });
}

/** As Engine.IO reads it; `null`: that is left to it. */
function readQuery(url: string): Query | null {
  if (url.length > KEPT_MAX_CHARS || !URL.canParse(url, BASE)) return null;
  const { searchParams } = new URL(url, BASE);
  return searchParams.has('sid') ? null : Object.freeze(Object.fromEntries(searchParams));
}

const NO_ADDRESS = Object.freeze({});

/**
 * Keeps Engine.IO from asking the system where each WebSocket comes from, and from keeping it: nothing here wants to
 * know. Node looks there for an address that it has asked for before.
 */
export function forgetAddresses(http: HttpServer): void {
  http.prependListener('upgrade', ({ socket }: IncomingMessage) => {
    Object.assign(socket, { _peername: NO_ADDRESS });
  });
}
