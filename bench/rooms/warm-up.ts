import type { TalkOrder } from '../generator/boundary.ts';
import type { Contender } from './talked.ts';

/** V8 goes on compiling what one message takes for some two thousand of them; in a large room that is minutes. */
const TALK: TalkOrder = { pace: { perSecond: 200 }, ms: 15_000, senders: 20 };

/**
 * Has servers compile what a message takes, as where they have run for a while, all at the same time. To be called
 * while few are in the room: 3,000 messages are said in it.
 */
export const warmUp = (servers: readonly Contender[]) =>
  Promise.all(servers.map(({ generator }) => generator.talk(TALK)));
