import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What PostgreSQL's protocol sends for `client.query('commit')`. */
const COMMIT = Buffer.from('commit\0');

/** The way to a database on which answers to commits can be lost. */
export interface LossyProxy extends AsyncDisposable {
  /** The database, by this way. */
  readonly url: string;
  /** So many of the next commits are done, but the connection ends before anybody hears of it. */
  loseCommits(count: number): void;
  /** How many were lost. */
  readonly lost: () => number;
}

export async function openLossyProxy(database: { readonly url: string }): Promise<LossyProxy> {
  const target = new URL(database.url);
  const sockets = new Set<Socket>();
  let toLose = 0;
  let lost = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((incoming) => {
    keep(incoming);
    const outgoing = keep(connect(Number(target.port), target.hostname));
    let isLosing = false;
    incoming.on('data', (chunk: Buffer) => {
      if (toLose > 0 && chunk.includes(COMMIT)) {
        toLose -= 1;
        isLosing = true;
      }
      outgoing.write(chunk);
    });
    outgoing.on('data', (chunk: Buffer) => {
      if (!isLosing) return void incoming.write(chunk);
      // What is answered after the commit was asked for ends in its answer: idle, in no transaction.
      if (chunk.at(-1) !== 'I'.charCodeAt(0)) return;
      lost += 1;
      incoming.destroy();
    });
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  const own = new URL(database.url);
  own.host = `127.0.0.1:${port}`;
  return {
    url: own.href,
    loseCommits: (count) => void (toLose = count),
    lost: () => lost,
    async [Symbol.asyncDispose]() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
