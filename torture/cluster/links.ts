import { openTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';
import type { Random } from '../random.ts';

/** The links of one node, each of which can be made bad by itself. */
export interface NodeLinks {
  readonly clients: TcpProxy;
  readonly database: TcpProxy;
  readonly redis: TcpProxy | undefined;
}

export interface Ports {
  readonly node: number;
  readonly database: number;
  readonly redis: number | undefined;
}

export async function openLinks(ports: Ports, random: Random): Promise<NodeLinks> {
  const open = (port: number): Promise<TcpProxy> =>
    openTcpProxy({ target: { host: '127.0.0.1', port }, random });
  return {
    clients: await open(ports.node),
    database: await open(ports.database),
    redis: ports.redis === undefined ? undefined : await open(ports.redis),
  };
}

export async function closeLinks({ clients, database, redis }: NodeLinks): Promise<void> {
  for (const link of [clients, database, redis]) await link?.[Symbol.asyncDispose]();
}

/** The same address by way of a link. */
export function throughLink(url: string, link: TcpProxy): string {
  const changed = new URL(url);
  changed.host = `${link.host}:${link.port}`;
  return changed.href;
}
