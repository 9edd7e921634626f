import { openTcpWay } from '../../harness/tcp-way.ts';

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
  const way = await openTcpWay({ target: () => target, isRefusing: () => isBlocked });
  const cut = (): void => way.each((socket) => socket.resetAndDestroy());
  return {
    url: `http://${way.host}`,
    cut,
    block(next) {
      isBlocked = next;
      if (isBlocked) cut();
    },
    leadTo: (next) => void (target = new URL(next)),
    async [Symbol.asyncDispose]() {
      isBlocked = true;
      cut();
      await way[Symbol.asyncDispose]();
    },
  };
}
