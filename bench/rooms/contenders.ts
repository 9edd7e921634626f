import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';
import { openBare, openOurs, type Side } from './side.ts';

/** Ours and bare Socket.IO, each with a room and a generator of its own. */
export interface Contenders extends AsyncDisposable {
  readonly ours: Side;
  readonly peer: Side;
  /** So many more people come into both rooms. */
  readonly come: (count: number) => Promise<void>;
}

/** @param people Who may come into the rooms; nobody is there yet. */
export async function openContenders(people: number): Promise<Contenders> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await openWorld({ people: 1, events: 1 }));
  const tokens = [...(await addSignedIn(world, people))];
  const ours = stack.use(await openOurs(world.url));
  const peer = stack.use(await openBare(world.url));
  const owned = stack.move();
  return {
    ours,
    peer,
    async come(count) {
      const eventIds = [...world.eventIds];
      const guests = tokens.splice(0, count).map((token) => ({ token, eventIds }));
      await Promise.all([ours.come(guests), peer.come(guests)]);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
