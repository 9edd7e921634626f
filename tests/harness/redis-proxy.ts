import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The way to a Redis on which connections end at the worst moment. */
export interface RedisProxy extends AsyncDisposable {
  readonly url: string;
  /** Ends every connection, and so many of the next ones at the moment in which they subscribe. */
  endAtSubscribing(count: number): void;
  /** How many were ended while they subscribed. */
  readonly ended: () => number;
}

export async function openRedisProxy(redis: { readonly url: string }): Promise<RedisProxy> {
  const target = new URL(redis.url);
  const sockets = new Set<Socket>();
  let toEnd = 0;
  let ended = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const endAll = (): void => sockets.forEach((socket) => socket.destroy());
  const server = createServer((incoming) => {
    keep(incoming);
    const outgoing = keep(connect(Number(target.port), target.hostname));
    incoming.on('data', (chunk: Buffer) => {
      if (toEnd === 0 || !/\bsubscribe\b/i.test(chunk.toString())) {
        return void outgoing.write(chunk);
      }
      toEnd -= 1;
      ended += 1;
      incoming.destroy();
    });
    outgoing.on('data', (chunk: Buffer) => void incoming.write(chunk));
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    endAtSubscribing(count) {
      toEnd = count;
      endAll();
    },
    ended: () => ended,
    async [Symbol.asyncDispose]() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
