import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import type { TestDatabase } from './database.ts';

/** The way to a database, which can be cut: connections there are end, new ones are refused. */
export interface DatabaseProxy extends AsyncDisposable {
  /** The database, by this way. */
  readonly url: string;
  setCut(isCut: boolean): void;
}

export async function openDatabaseProxy({ url }: TestDatabase): Promise<DatabaseProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let cut = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((incoming) => {
    keep(incoming);
    if (cut) return void incoming.destroy();
    const outgoing = keep(connect(Number(target.port), target.hostname));
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  const own = new URL(url);
  own.host = `127.0.0.1:${port}`;
  const endAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: own.href,
    setCut(isCut) {
      cut = isCut;
      if (cut) endAll();
    },
    async [Symbol.asyncDispose]() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
