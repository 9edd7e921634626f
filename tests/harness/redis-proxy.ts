import { openTcpWay } from './tcp-way.ts';

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
  let toEnd = 0;
  let ended = 0;
  const way = await openTcpWay({
    target: () => target,
    carry(incoming, outgoing) {
      incoming.on('data', (chunk: Buffer) => {
        if (toEnd === 0 || !/\bsubscribe\b/i.test(chunk.toString())) {
          return void outgoing.write(chunk);
        }
        toEnd -= 1;
        ended += 1;
        incoming.destroy();
      });
      outgoing.pipe(incoming);
    },
  });
  return {
    url: `redis://${way.host}`,
    endAtSubscribing(count) {
      toEnd = count;
      way.each((socket) => socket.destroy());
    },
    ended: () => ended,
    [Symbol.asyncDispose]: () => way[Symbol.asyncDispose](),
  };
}
