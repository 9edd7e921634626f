import { startGenerator } from '../generator/generator.ts';
import { fastWriters, startNodeProcess, type NodeProcess } from '../nodes/node-process.ts';
import { SOCKET_SERVER_FLAGS } from '../../scripts/processes.ts';
import type { Contender } from './talked.ts';

/** A server with a generator of its own, which plays everybody who comes. */
export interface Side extends Contender, AsyncDisposable {
  readonly node: NodeProcess;
  /** They are in their rooms; who came before comes into these rooms as well. */
  readonly come: (people: readonly Guest[]) => Promise<void>;
}

export interface Guest {
  readonly token: string;
  readonly eventIds: string[];
}

/** Ours, as `npm run serve` starts it, but for how fast each person may write. */
export const openOurs = (databaseUrl: string): Promise<Side> =>
  open('ours, stored', {
    databaseUrl,
    env: { ...fastWriters, NODE_OPTIONS: SOCKET_SERVER_FLAGS.join(' ') },
  });

/** Bare Socket.IO, with Node's own flags. */
export const openBare = (databaseUrl: string): Promise<Side> =>
  open('bare Socket.IO, not stored', { databaseUrl, program: 'bench/seen/bare-server.mjs' });

async function open(name: string, options: Parameters<typeof startNodeProcess>[0]): Promise<Side> {
  await using stack = new AsyncDisposableStack();
  const node = stack.use(await startNodeProcess(options));
  const generator = stack.use(startGenerator());
  const port = Number(new URL(node.url).port);
  const owned = stack.move();
  return {
    name,
    pid: node.pid,
    node,
    generator,
    come: (people) => generator.connect({ wire: 'socket.io', port, people: [...people] }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
