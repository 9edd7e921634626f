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

/** For people who write as much as the server takes. */
export const UNLIMITED = {
  LIMIT_MESSAGES_PER_SECOND: '1000000',
  LIMIT_MESSAGES_BURST: '1000000',
  LIMIT_MESSAGES_PER_MINUTE: '100000000',
  LIMIT_PACKETS_PER_SECOND: '1000000',
  LIMIT_PACKETS_BURST: '1000000',
} as const;

/** Ours, as `npm run serve` starts it, but for how fast each person may write. */
export const openOurs = (
  databaseUrl: string,
  limits: Readonly<Record<string, string>> = fastWriters,
): Promise<Side> =>
  open('ours, stored', {
    databaseUrl,
    env: { ...limits, NODE_OPTIONS: SOCKET_SERVER_FLAGS.join(' ') },
  });

/** Guests who all come into the same room. */
export const guestsOf = (eventId: string, tokens: readonly string[]): readonly Guest[] =>
  tokens.map((token) => ({ token, eventIds: [eventId] }));

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
