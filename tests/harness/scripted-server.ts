import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';

/**
 * A real Socket.IO server that does what a test tells it: for the client's behaviour towards
 * refusals, silence and nonsense, which the real server can't be brought to on demand.
 */
export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly io: Server;
  /** The `auth` of each attempt so far. */
  readonly handshakes: readonly Readonly<Record<string, unknown>>[];
  /** Every request so far, as `name payload`. */
  readonly requests: readonly { readonly name: string; readonly payload: unknown }[];
  readonly stop: () => Promise<void>;
}

export interface Script {
  readonly port?: number;
  /** What `connect_error` carries, or `null` to let the socket in. */
  readonly refuse?: (auth: Record<string, unknown>) => { message: string; data?: object } | null;
  /** The acknowledgement of a request; `undefined` is silence. */
  readonly answer?: (name: string, payload: Record<string, unknown>, socket: Socket) => unknown;
}

export async function startScriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const handshakes: Record<string, unknown>[] = [];
  const requests: { name: string; payload: unknown }[] = [];
  const http = createServer();
  const io = new Server(http, { serveClient: false });

  io.use((socket, next) => {
    const auth = socket.handshake.auth;
    handshakes.push(auth);
    const refused = script.refuse?.(auth) ?? null;
    if (refused === null) return next();
    next(Object.assign(new Error(refused.message), { data: refused.data }));
  });
  io.on('connection', (socket) => {
    socket.onAny((name: string, payload: Record<string, unknown>, ack?: unknown) => {
      requests.push({ name, payload });
      const answer = script.answer?.(name, payload, socket);
      if (answer !== undefined && typeof ack === 'function') ack(answer);
    });
  });
  await new Promise<void>((resolve) => http.listen(script.port ?? 0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port to listen on');
  const { port } = address;
  const stop = (): Promise<void> => io.close();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    io,
    handshakes,
    requests,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
