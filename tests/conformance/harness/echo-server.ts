import type { AddressInfo } from 'node:net';

import type { Namespace, Server } from 'socket.io';

import { defaultLimits, type Limits } from '../../../lib/server/limits.ts';
import { createEngine } from '../../../server/engine.ts';
import { createHttpServer } from '../../../server/http.ts';

export interface EchoServerOptions {
  readonly limits?: Partial<Limits>;
  readonly pingInterval?: number;
  readonly pingTimeout?: number;
  /** How long a client may wait before it says CONNECT. */
  readonly connectTimeout?: number;
  /** How long a client may take for the headers of a request. */
  readonly headersTimeout?: number;
}

/** The product's engine with its options, on the product's HTTP server, under namespaces that give everything back. */
export interface EchoServer extends AsyncDisposable {
  readonly url: string;
  readonly io: Server;
  /** Engine.IO sessions that are open now. */
  sessions(): number;
}

export async function startEchoServer(options: EchoServerOptions = {}): Promise<EchoServer> {
  const http = createHttpServer({ whyNotReady: () => Promise.resolve(null) });
  http.headersTimeout = options.headersTimeout ?? http.headersTimeout;
  const limits = { ...defaultLimits, ...options.limits };
  // Its notices are typed as the product's, and these namespaces are not the product's.
  const io = createEngine(http, {
    production: false,
    host: '127.0.0.1',
    socketPort: 0,
    databaseUrl: '',
    authSecret: '',
    allowedOrigins: ['http://localhost:8081'],
    limits,
  }) as unknown as Server;
  const { pingInterval = 25_000, pingTimeout = 20_000, connectTimeout = 10_000 } = options;
  Object.assign((io.engine as unknown as { opts: object }).opts, { pingInterval, pingTimeout });
  io.connectTimeout(connectTimeout);
  echoIn(io.of('/'));
  echoIn(io.of('/custom'));
  refuseIn(io.of('/closed'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    io,
    sessions: () => io.engine.clientsCount,
    async [Symbol.asyncDispose]() {
      await io.close();
      http.closeAllConnections();
    },
  };
}

/** Says what it was told in the handshake, then gives back messages, answers and questions. */
function echoIn(namespace: Namespace): void {
  namespace.on('connection', (socket) => {
    socket.emit('auth', socket.handshake.auth);
    socket.on('message', (...args: unknown[]) => void socket.emit('message-back', ...args));
    socket.on('message-with-ack', (...args: unknown[]) => {
      const ack = args.pop();
      if (typeof ack === 'function') (ack as (...values: unknown[]) => void)(...args);
    });
    socket.on('ask-me', () => {
      socket.emit('question', 'why?', (...answers: unknown[]) => socket.emit('heard', ...answers));
    });
    socket.on('leave-me', () => void socket.disconnect(false));
    socket.on('close-me', () => socket.conn.close());
  });
}

function refuseIn(namespace: Namespace): void {
  namespace.use((_, next) =>
    next(Object.assign(new Error('Nobody comes in here.'), { data: { code: 'closed' } })),
  );
}
