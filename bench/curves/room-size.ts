import type { TalkOrder } from '../generator/boundary.ts';
import { inMs, type Chart, type Report } from '../report.ts';
import { openContenders, type Contenders } from '../rooms/contenders.ts';
import { whatIsPossible } from '../rooms/open-files.ts';
import { ratioOf, tryOut } from '../rooms/talked.ts';
import { warmUp } from '../rooms/warm-up.ts';
import { chartsOver, CPU_SAYS, memoryOfBoth, waitsOfBoth } from './charts.ts';
import { inRounds, messageMs, mib, of, type Point } from './point.ts';

/** Fewer messages where more hear them: each time, both servers and the generator have time to spare. */
const SIZES = [
  { people: 10, perSecond: 100, ms: 2_500 },
  { people: 100, perSecond: 50, ms: 2_500 },
  { people: 1_000, perSecond: 20, ms: 2_500 },
  { people: 10_000, perSecond: 2, ms: 4_000 },
] as const;
type Size = (typeof SIZES)[number];
const ROUNDS = 2;
const WARM_UP_MS = 1_000;

interface Pair {
  readonly size: Size;
  readonly ours: Point;
  readonly peer: Point;
}

/** One room that grows from ten people to ten thousand. */
export async function run(): Promise<Report> {
  const { sizes, leftOut } = whatIsPossible(SIZES);
  await using contenders = await openContenders(sizes.at(-1)?.people ?? 0);
  const pairs: Pair[] = [];
  for (const size of sizes) {
    await contenders.come(size.people - (pairs.at(-1)?.size.people ?? 0));
    if (pairs.length === 0) await warmUp([contenders.ours, contenders.peer]);
    pairs.push(await measureSize(contenders, size));
  }
  return toReport(pairs, leftOut);
}

async function measureSize(contenders: Contenders, size: Size): Promise<Pair> {
  const { people, perSecond, ms } = size;
  const order: TalkOrder = { pace: { perSecond }, ms, senders: Math.min(20, people) };
  for (const side of [contenders.ours, contenders.peer]) {
    await tryOut(side, { ...order, ms: WARM_UP_MS });
  }
  return { size, ...(await inRounds(contenders, ROUNDS, order)) };
}

const HEAD = [
  'one room of',
  'messages/s',
  'CPU a delivery',
  'bare Socket.IO',
  'bare / ours',
  'CPU a message',
  'p50',
  'p99',
  'bare, p99',
  'memory',
  'bare',
];

const cheaper = ({ ours, peer }: Pair): number => ratioOf(ours.rounds, peer.rounds, 'cpuUs').median;

function toReport(pairs: readonly Pair[], leftOut: readonly string[]): Report {
  const largest = pairs.at(-1);
  return {
    name: 'curve-room-size',
    ratio: largest === undefined ? NaN : cheaper(largest),
    head: HEAD,
    rows: pairs.map(toRow),
    charts: chartsOf(pairs),
    verified: [
      'every reader heard every message whole, once, and in one order without a gap',
      ...leftOut,
    ],
    data: pairs,
  };
}

function toRow(pair: Pair): readonly string[] {
  const { size, ours, peer } = pair;
  return [
    `${size.people.toLocaleString('en')} people`,
    String(size.perSecond),
    `${of(ours, 'cpuUs').toFixed(1)} µs`,
    `${of(peer, 'cpuUs').toFixed(1)} µs`,
    `${cheaper(pair).toFixed(2)} ×`,
    inMs(messageMs(ours)),
    inMs(of(ours, 'p50')),
    inMs(of(ours, 'p99')),
    inMs(of(peer, 'p99')),
    `${mib(ours).toFixed(0)} MiB`,
    `${mib(peer).toFixed(0)} MiB`,
  ];
}

const chartsOf = (points: readonly Pair[]): readonly Chart[] =>
  chartsOver({ x: 'people in the room', at: ({ size }) => size.people, points }, [
    {
      title: 'CPU time of a delivery',
      says: CPU_SAYS,
      y: 'µs',
      curves: {
        'ours, stored': ({ ours }) => of(ours, 'cpuUs'),
        'bare Socket.IO': ({ peer }) => of(peer, 'cpuUs'),
      },
    },
    waitsOfBoth,
    memoryOfBoth,
  ]);
