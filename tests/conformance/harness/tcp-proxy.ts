import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be cut, and led elsewhere. */
export interface TcpProxy extends AsyncDisposable {
  readonly url: string;
  /** Ends all connections at once; new ones go through. */
  cut(): void;
  /** New connections are refused until this is taken back; those that are open are cut. */
  block(isBlocked: boolean): void;
  /** New connections go there. */
  leadTo(url: string): void;
}

export async function openTcpProxy(url: string): Promise<TcpProxy> {
  let target = new URL(url);
  let isBlocked = false;
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    return socket.on('error', () => {}).on('close', () => open.delete(socket));
  };
  const server = createServer((incoming) => {
    keep(incoming);
    if (isBlocked) return void incoming.destroy();
    const outgoing = keep(connect(Number(target.port), target.hostname));
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => open.forEach((socket) => socket.resetAndDestroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    block(next) {
      isBlocked = next;
      if (isBlocked) cut();
    },
    leadTo: (next) => void (target = new URL(next)),
    async [Symbol.asyncDispose]() {
      isBlocked = true;
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
