import { SOCKET_SERVER_FLAGS } from '../../scripts/processes.ts';
import { startGenerator } from '../generator/generator.ts';
import { fastWriters, startNodeProcess, type NodeOptions } from '../nodes/node-process.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';
import type { Contender } from './talked.ts';

/** Ours and bare Socket.IO, each with a room of as many people and a generator of its own. */
export interface Contenders extends AsyncDisposable {
  readonly ours: Contender;
  readonly peer: Contender;
}

export async function openContenders(people: number): Promise<Contenders> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await openWorld({ people: 1, events: 1 }));
  const tokens = await addSignedIn(world, people);
  const [eventId = ''] = world.eventIds;
  const open = async (name: string, options: Partial<NodeOptions>): Promise<Contender> => {
    const node = stack.use(await startNodeProcess({ databaseUrl: world.url, ...options }));
    const generator = stack.use(startGenerator());
    const port = Number(new URL(node.url).port);
    await generator.connect({ wire: 'socket.io', port, eventId, tokens: [...tokens] });
    return { name, pid: node.pid, generator };
  };
  // As `npm run serve` starts it; and each of the two with Node's usual flags elsewhere.
  const env = { ...fastWriters, NODE_OPTIONS: SOCKET_SERVER_FLAGS.join(' ') };
  const ours = await open('ours, stored', { env });
  const peer = await open('bare Socket.IO, not stored', { program: 'bench/seen/bare-server.mjs' });
  const owned = stack.move();
  return { ours, peer, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
