import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

interface TcpWayOptions {
  /** Where the next connection goes. */
  readonly target: () => URL;
  /** Whether new connections are refused; left out, none is. */
  readonly isRefusing?: () => boolean;
  /** Hands on what comes on either side; left out, all of it. */
  readonly carry?: (incoming: Socket, outgoing: Socket) => void;
}

/** A way to a server, on a loopback port of its own. What ends one side of a connection ends the other. */
export interface TcpWay extends AsyncDisposable {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Of both sides. */
  each(end: (socket: Socket) => unknown): void;
}

const pipe = (incoming: Socket, outgoing: Socket): void =>
  void incoming.pipe(outgoing).pipe(incoming);

export async function openTcpWay({
  target,
  isRefusing = () => false,
  carry = pipe,
}: TcpWayOptions): Promise<TcpWay> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((incoming) => {
    keep(incoming);
    if (isRefusing()) return void incoming.destroy();
    const { hostname, port } = target();
    const outgoing = keep(connect(Number(port), hostname));
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
    carry(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    each: (end) => sockets.forEach((socket) => end(socket)),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

/** A server's address, by this way. */
export function byWay(url: string, { host }: TcpWay): string {
  const own = new URL(url);
  own.host = host;
  return own.href;
}
