import { byWay, openTcpWay } from './tcp-way.ts';

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
  let toLose = 0;
  let lost = 0;
  const way = await openTcpWay({
    target: () => target,
    carry(incoming, outgoing) {
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
    },
  });
  return {
    url: byWay(database.url, way),
    loseCommits: (count) => void (toLose = count),
    lost: () => lost,
    [Symbol.asyncDispose]: () => way[Symbol.asyncDispose](),
  };
}
