import type { TalkOrder } from '../generator/boundary.ts';
import { demandFaultless } from '../generator/trust.ts';
import { guestsOf, openOurs, UNLIMITED } from '../rooms/side.ts';
import { tryOut, type Round } from '../rooms/talked.ts';
import type { World } from '../world.ts';
import { ownLimit } from './own-limit.ts';

const PEOPLE = 20;
/** So many that the server is never without work. */
const TALK: TalkOrder = { pace: { inFlight: 1_000 }, ms: 4_000, senders: PEOPLE };
const WARM_UP: TalkOrder = { ...TALK, ms: 1_500 };
/** The most messages a second that are stored and acknowledged, and heard by the few who are in the room. */
export interface MessageRate {
  readonly round: Round;
  readonly perSecond: number;
  /** Why it may be more, where the generator was the limit. */
  readonly limit: string | null;
  /** All that were sent, with those of the warm-up. */
  readonly sent: number;
}

export async function messageRate(world: World, tokens: readonly string[]): Promise<MessageRate> {
  const [eventId = ''] = world.eventIds;
  await using ours = await openOurs(world.url, UNLIMITED);
  await ours.come(guestsOf(eventId, tokens.slice(0, PEOPLE)));
  const warmUp = await tryOut(ours, WARM_UP);
  const round = await tryOut(ours, TALK);
  for (const one of [warmUp, round]) demandFaultless('ours', one);
  return {
    round,
    perSecond: (round.sent * 1_000) / round.ms,
    limit: ownLimit(round),
    sent: warmUp.sent + round.sent,
  };
}
