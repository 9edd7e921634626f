import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';

import { Server, type ServerOptions } from 'socket.io';

import type { ChatServer } from './chat-socket.ts';
import type { SocketServerConfig } from './config-type.ts';
import { applyAtOnce, forgetAddresses, rememberQueries } from './engine-shortcuts.ts';
import { newSecret } from './new-secret.ts';
import { joinWrites } from './one-write.ts';
import { createOriginCheck } from './origin.ts';
import { releaseRequests } from './release-requests.ts';

/** Typed without the function that the library behind it takes as well. */
type CorsOptions = NonNullable<ServerOptions['cors']>;

/** A connection that does not say who it is by then is closed. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * What Engine.IO does not pass on to its WebSocket library. Without them, a few
 * connections that send messages in one-byte fragments take all memory.
 */
const WEBSOCKET_LIMITS = { maxFragments: 32, maxBufferedChunks: 1_024, closeTimeout: 3_000 };

/** Socket.IO with the doors that it leaves open shut; the reasons are in docs/architecture.md. */
export function createEngine(http: HttpServer, config: SocketServerConfig): ChatServer {
  const isFromAllowed = createOriginCheck(config);
  const io: ChatServer = new Server(http, {
    transports: ['polling', 'websocket'],
    allowEIO3: false,
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: config.limits.payloadBytes,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Browsers do not ask before they open a WebSocket, so the origin is checked for every transport here.
    allowRequest: (request, decide) => {
      const isAllowed = isFromAllowed(request);
      decide(isAllowed ? null : 'This origin may not connect: see ALLOWED_ORIGINS.', isAllowed);
    },
    // A WebSocket's answer has no use for its headers.
    cors: ((request: IncomingMessage, decide: (error: null, options: CorsOptions) => void) =>
      decide(null, {
        origin: request.headers.upgrade === undefined && isFromAllowed(request),
      })) as unknown as CorsOptions,
  });
  limitWebSockets(io);
  // Engine.IO makes its WebSocket server anew whenever the HTTP server starts to listen.
  http.on('listening', () => limitWebSockets(io));
  refuseSecondConnections(io);
  releaseRequests(io);
  joinFirstWrites(io);
  applyAtOnce(io);
  rememberQueries(http);
  forgetAddresses(http);
  nameSessions(io, config.nodeName);
  return io;
}

/** Long-polling needs each session's requests at the node that has it: a proxy sees its name in the session's id. */
function nameSessions(io: ChatServer, nodeName?: string): void {
  const engine = io.engine as unknown as { generateId: () => string };
  const prefix = nodeName === undefined ? '' : `${nodeName}-`;
  engine.generateId = () => prefix + newSecret();
}

interface EngineRequest extends IncomingMessage {
  readonly _query: { readonly sid?: string };
}

/**
 * Engine.IO never answers a plain request for a session that is on WebSocket, and keeps a second
 * WebSocket of one that began there for 10 s.
 */
function refuseSecondConnections(io: ChatServer): void {
  const { clients } = io.engine as unknown as {
    readonly clients: Readonly<Record<string, { readonly transport: { readonly name: string } }>>;
  };
  io.engine.use((request: EngineRequest, response: ServerResponse, next: () => void) => {
    const { sid = '' } = request['_query'];
    const session = Object.hasOwn(clients, sid) ? clients[sid] : undefined;
    if (session?.transport.name !== 'websocket') return next();
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: 3, message: 'Bad request' }));
  });
}

/** A WebSocket's first packet goes out together with the answer that opens it. */
function joinFirstWrites(io: ChatServer): void {
  io.engine.on('headers', (_headers: unknown, { headers, socket }: IncomingMessage) => {
    if (headers.upgrade === undefined) return;
    joinWrites(socket);
  });
}

function limitWebSockets(io: ChatServer): void {
  const engine = io.engine as unknown as { readonly ws?: { readonly options?: object } };
  if (engine.ws?.options === undefined) {
    throw new Error('engine.io has changed: its WebSocket server can not be limited.');
  }
  Object.assign(engine.ws.options, WEBSOCKET_LIMITS);
}
