import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import type { Random } from '../random.ts';
import { Carrier } from './carrier.ts';
import { combine, type Conditions } from './conditions.ts';

export interface TcpProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  readonly random: Random;
}

/** A link that can be made bad, and good again, while it is in use. */
export interface TcpProxy extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Carries a connection that was accepted elsewhere, under this link's conditions. */
  serve(client: Socket): void;
  /** Connections through it now. */
  readonly connections: () => number;
  /** Lets these hold, with whatever holds already, until the returned function is called. */
  impose(conditions: Conditions): () => void;
  /** Resets every connection, as a crashed machine or a firewall does: with RST, at both ends. */
  reset(): void;
}

interface Pair {
  readonly sockets: readonly [Socket, Socket];
  readonly carriers: readonly [Carrier, Carrier];
}

/** Opens a proxy on a free loopback port. Closing it resets what goes through it. */
export async function openTcpProxy({ target, random }: TcpProxyOptions): Promise<TcpProxy> {
  const imposed = new Set<Conditions>();
  const pairs = new Set<Pair>();
  let current: Conditions = {};

  const changed = (): void => {
    current = combine(imposed);
    for (const { carriers } of pairs) carriers.forEach((carrier) => carrier.changed());
  };
  const serve = (client: Socket): void => {
    if (current.refuses) return void client.on('error', ignore).resetAndDestroy();
    const upstream = connect({ ...target, allowHalfOpen: true });
    const pair = joined(client, upstream, { conditions: () => current, random });
    pairs.add(pair);
    // Only with both: a socket that is left over must still be found to be reset.
    const forget = (): void => {
      if (client.closed && upstream.closed) pairs.delete(pair);
    };
    client.on('close', forget);
    upstream.on('close', forget);
  };
  const server = createServer({ allowHalfOpen: true }, serve);
  await listening(server);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;

  const reset = (): void => {
    for (const { sockets } of pairs) sockets.forEach((socket) => socket.resetAndDestroy());
  };
  return {
    host: '127.0.0.1',
    port,
    serve,
    connections: () => pairs.size,
    impose(conditions) {
      // One object for each call, so that the same conditions imposed twice hold until both are lifted.
      const own = { ...conditions };
      imposed.add(own);
      changed();
      return () => {
        if (imposed.delete(own)) changed();
      };
    },
    reset,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      reset();
      await closed;
    },
  };
}

const ignore = (): void => {};

/** Two sockets that are one connection: what ends one abnormally ends the other. */
function joined(
  client: Socket,
  upstream: Socket,
  { conditions, random }: { readonly conditions: () => Conditions; readonly random: Random },
): Pair {
  const resetBoth = (): void => {
    client.resetAndDestroy();
    upstream.resetAndDestroy();
  };
  for (const socket of [client, upstream]) {
    socket.setNoDelay(true);
    socket.on('error', resetBoth);
  }
  const shared = { conditions, random, onLimit: resetBoth };
  return {
    sockets: [client, upstream],
    carriers: [
      new Carrier({ ...shared, side: 'to-server', from: client, to: upstream }),
      new Carrier({ ...shared, side: 'to-client', from: upstream, to: client }),
    ],
  };
}

const listening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
