import type { TestDatabase } from './database.ts';
import { byWay, openTcpWay } from './tcp-way.ts';

/** The way to a database, which can be cut: connections there are end, new ones are refused. */
export interface DatabaseProxy extends AsyncDisposable {
  /** The database, by this way. */
  readonly url: string;
  setCut(isCut: boolean): void;
}

export async function openDatabaseProxy({ url }: TestDatabase): Promise<DatabaseProxy> {
  const target = new URL(url);
  let cut = false;
  const way = await openTcpWay({ target: () => target, isRefusing: () => cut });
  return {
    url: byWay(url, way),
    setCut(isCut) {
      cut = isCut;
      if (cut) way.each((socket) => socket.destroy());
    },
    [Symbol.asyncDispose]: () => way[Symbol.asyncDispose](),
  };
}
