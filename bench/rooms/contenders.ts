import { SOCKET_SERVER_FLAGS } from '../../scripts/processes.ts';
import { startGenerator } from '../generator/generator.ts';
import { fastWriters, startNodeProcess, type NodeOptions } from '../nodes/node-process.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';
import type { Contender } from './talked.ts';

/** Ours and bare Socket.IO, each with a room and a generator of its own. */
export interface Contenders extends AsyncDisposable {
  readonly ours: Contender;
  readonly peer: Contender;
  /** So many more people come into both rooms. */
  readonly come: (count: number) => Promise<void>;
}

interface Room {
  readonly contender: Contender;
  readonly port: number;
}

/** @param people Who may come into the rooms; nobody is there yet. */
export async function openContenders(people: number): Promise<Contenders> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await openWorld({ people: 1, events: 1 }));
  const tokens = [...(await addSignedIn(world, people))];
  const [eventId = ''] = world.eventIds;
  const open = async (name: string, options: Partial<NodeOptions>): Promise<Room> => {
    const { url, pid } = stack.use(await startNodeProcess({ databaseUrl: world.url, ...options }));
    const generator = stack.use(startGenerator());
    return { contender: { name, pid, generator }, port: Number(new URL(url).port) };
  };
  // As `npm run serve` starts it; the peer has Node's own flags.
  const env = { ...fastWriters, NODE_OPTIONS: SOCKET_SERVER_FLAGS.join(' ') };
  const ours = await open('ours, stored', { env });
  const peer = await open('bare Socket.IO, not stored', { program: 'bench/seen/bare-server.mjs' });
  const owned = stack.move();
  return {
    ours: ours.contender,
    peer: peer.contender,
    async come(count) {
      const order = { wire: 'socket.io', eventId, tokens: tokens.splice(0, count) } as const;
      await Promise.all(
        [ours, peer].map(({ contender, port }) => contender.generator.connect({ ...order, port })),
      );
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
