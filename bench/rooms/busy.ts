import type { TalkOrder } from '../generator/boundary.ts';
import { demandFaultless, whyNot } from '../generator/trust.ts';
import type { Report } from '../report.ts';
import { openContenders } from './contenders.ts';
import { openNats } from './nats-server.ts';
import { measure, ratioOf, TALK_HEAD, toRow, tryOut, type Contender } from './talked.ts';
import { firstPossible, toTurn, type Turn } from './turn.ts';

const PEOPLE = 1_000;
const ROUNDS = 3;
const TALK: TalkOrder = { pace: { perSecond: 200 }, ms: 4_000, senders: 20 };
/** Bare Socket.IO falls ever further behind at that rate: always a few under way is the most that it can do. */
const BARE_TALK: TalkOrder = { pace: { inFlight: 4 }, ms: 4_000, senders: 20 };
/** It numbers nothing, so that one sends for all: that is the least work for it. */
const natsTalk = (perSecond: number): TalkOrder => ({ ...TALK, pace: { perSecond }, senders: 1 });
/** It sends each delivery by itself: all that the generator reads one by one may be too much for it. */
const NATS_RATES = [200, 100];

/** A room of a thousand, two hundred messages a second: what each delivery costs the server. */
export async function run(): Promise<Report> {
  await using contenders = await openContenders(PEOPLE);
  await contenders.come(PEOPLE);
  await using nats = await openNats(PEOPLE);
  const ours = toTurn(contenders.ours, TALK);
  const peer = toTurn(contenders.peer, BARE_TALK, 'as fast as it can');
  for (const { contender, order } of [ours, peer]) await tryOut(contender, order);
  const [other] = nats === null ? [] : await firstPossible(natsTurns(nats));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const turn of [ours, peer]) turn.rounds.push(await measure(turn.contender, turn.order));
    if (other !== undefined) other.rounds.push(await tryOut(other.contender, other.order));
  }
  return toReport([ours, peer, ...(other === undefined ? [] : sound(other))], nats !== null);
}

/** Nothing where the generator was the limit. */
function sound(turn: Turn): readonly Turn[] {
  for (const talk of turn.rounds) demandFaultless(turn.name, talk);
  return turn.rounds.every((talk) => whyNot(talk) === null) ? [turn] : [];
}

/** At the same rate, or else at one at which the generator is not the limit. */
const natsTurns = (nats: Contender): readonly Turn[] =>
  NATS_RATES.map((rate) => toTurn(nats, natsTalk(rate), `${rate} messages/s`));

function toReport(turns: readonly Turn[], hasNats: boolean): Report {
  const [ours, peer, nats] = turns.map(({ rounds }) => rounds);
  if (ours === undefined || peer === undefined) throw new Error('no rounds');
  const whyNoNats = hasNats ? 'with it the generator was the limit' : 'it is not installed';
  return {
    name: 'busy',
    ratio: ratioOf(ours, peer, 'cpuUs').median,
    head: ['1,000 people, 200 messages/s', ...TALK_HEAD],
    rows: turns.map(({ name, rounds }) => toRow(name, rounds, rounds === ours ? undefined : ours)),
    verified: [
      'every reader heard every message whole, once, and in one order without a gap',
      ...(nats === undefined ? [`nats-server is left out: ${whyNoNats}`] : []),
    ],
    data: { ours, peer, nats },
  };
}
