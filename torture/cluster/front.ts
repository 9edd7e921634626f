import { createServer, type AddressInfo, type Socket } from 'node:net';

import type { Random } from '../random.ts';
import type { TcpProxy } from '../faults/tcp-proxy.ts';

/** A node as a load balancer sees it. */
export interface Backend {
  readonly name: string;
  readonly link: TcpProxy;
  readonly isUp: () => boolean;
}

/** One client's way to the nodes. */
export interface Front extends AsyncDisposable {
  readonly url: string;
  /** The node that the last connection went to. */
  readonly via: () => string;
  /** Resets the client's connections, as a lost network does. */
  cut(): void;
}

/** A client without a connection for this long may be given another node. */
const STICKY_MS = 3_000;

/**
 * A load balancer for one client, sticky as polling needs it: all of the client's connections go to one node until
 * that is down, or the client was away. Then another is chosen by chance.
 */
export async function openFront(backends: readonly Backend[], random: Random): Promise<Front> {
  let chosen: Backend | undefined;
  const open = new Set<Socket>();
  let idleSince = 0;
  let isOver = false;

  const choose = (): Backend => {
    const isFree = open.size === 0 && performance.now() - idleSince > STICKY_MS;
    if (chosen?.isUp() && !isFree) return chosen;
    const up = backends.filter((backend) => backend.isUp());
    chosen = random.pick(up.length > 0 ? up : backends);
    return chosen;
  };
  const server = createServer({ allowHalfOpen: true }, (client: Socket) => {
    // One that came while the others were cut would keep the server for ever.
    if (isOver) return void client.destroy();
    const backend = choose();
    open.add(client);
    client.on('close', () => {
      open.delete(client);
      idleSince = performance.now();
    });
    backend.link.serve(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  const cut = (): void => open.forEach((socket) => socket.resetAndDestroy());
  return {
    url: `http://127.0.0.1:${port}`,
    via: () => chosen?.name ?? 'none',
    cut,
    [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      isOver = true;
      cut();
      return closed;
    },
  };
}
