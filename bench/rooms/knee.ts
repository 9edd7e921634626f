import type { TalkOrder } from '../generator/boundary.ts';
import { demandFaultless, whyNot } from '../generator/trust.ts';
import { inMs, type Report } from '../report.ts';
import { Skipped } from '../suite/skipped.ts';
import { openContenders } from './contenders.ts';
import { Search } from './search.ts';
import { tryOut, type Contender, type Round } from './talked.ts';

const PEOPLE = 1_000;
const P99_AT_MOST_MS = 250;
const STEP_MS = 2_500;
const STEPS = 8;
/** Where the search begins: below what each can do on a small machine. */
const FIRST = { ours: 250, peer: 30 };
const WARM_UP: TalkOrder = { pace: { perSecond: 20 }, ms: 2_000, senders: 20 };

interface Climb {
  readonly contender: Contender;
  readonly search: Search;
  readonly steps: (Round & { readonly rate: number })[];
  /** What ended it, where that was the generator. */
  limit: string | null;
}

/** The most messages a second into a room of a thousand that are heard in a quarter of a second, in turns. */
export async function run(): Promise<Report> {
  await using contenders = await openContenders(PEOPLE);
  await contenders.come(PEOPLE);
  const ours = toClimb(contenders.ours, FIRST.ours);
  const peer = toClimb(contenders.peer, FIRST.peer);
  for (const { contender } of [ours, peer]) await tryOut(contender, WARM_UP);
  for (let step = 0; step < STEPS; step += 1) {
    await climb(ours);
    await climb(peer);
  }
  if (peer.limit !== null) throw new Skipped(`the generator was the peer's limit: ${peer.limit}`);
  return toReport(ours, peer);
}

const toClimb = (contender: Contender, first: number): Climb => ({
  contender,
  search: new Search(first),
  steps: [],
  limit: null,
});

async function climb(one: Climb): Promise<void> {
  const { contender, search, steps } = one;
  if (search.isDone) return;
  const rate = search.next;
  const pace = { perSecond: rate };
  const order: TalkOrder = { pace, ms: STEP_MS, senders: 100, patienceMs: 4 * P99_AT_MOST_MS };
  const round = await tryOut(contender, order);
  demandFaultless(contender.name, round);
  steps.push({ ...round, rate });
  const untrusted = whyNot(round);
  const isGood = untrusted === null && !round.isOverrun && round.p99 <= P99_AT_MOST_MS;
  search.judge(isGood);
  // A later step that is too much is one of fewer messages: the reason of the last one is the one that holds.
  if (!isGood) one.limit = untrusted;
}

const HEAD = [
  '1,000 people, p99 ≤ 250 ms',
  'ours / this',
  'messages/s',
  'too many',
  'p50',
  'p99',
  'CPU a delivery',
  'cores',
  'generator busy',
  'steps',
];

function toReport(ours: Climb, peer: Climb): Report {
  return {
    name: 'knee',
    ratio: ours.search.best / peer.search.best,
    head: HEAD,
    rows: [ours, peer].map((one) => toRow(one, ours)),
    verified: [
      'every reader heard every message whole, once, and in one order without a gap',
      ...(ours.limit === null
        ? []
        : [`ours may do more: above, the generator was the limit (${ours.limit})`]),
    ],
    data: { ours: ours.steps, peer: peer.steps },
  };
}

function toRow({ contender, search, steps }: Climb, ours: Climb): readonly string[] {
  const best = steps.find(({ rate }) => rate === search.best);
  if (best === undefined) {
    throw new Skipped(
      `${contender.name}: late even at ${search.worst} messages/s; is the machine busy?`,
    );
  }
  return [
    contender.name,
    contender === ours.contender ? '' : `${(ours.search.best / search.best).toFixed(1)} ×`,
    search.best.toFixed(0),
    Number.isFinite(search.worst) ? search.worst.toFixed(0) : 'none',
    inMs(best.p50),
    inMs(best.p99),
    `${best.cpuUs.toFixed(1)} µs`,
    best.cores.toFixed(2),
    `${Math.round(best.busy * 100)} %`,
    String(steps.length),
  ];
}
