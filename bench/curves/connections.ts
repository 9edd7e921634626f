import type { TalkOrder } from '../generator/boundary.ts';
import { inMs, type Chart, type Report } from '../report.ts';
import { whatIsPossible } from '../rooms/open-files.ts';
import { openBare, openOurs, type Guest, type Side } from '../rooms/side.ts';
import { tryOut } from '../rooms/talked.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';
import { chartsOver, memoryOfBoth, waitsOfBoth } from './charts.ts';
import { inRounds, kbEach, mib, of, rest, type Idle, type Point } from './point.ts';

const SIZES = [{ people: 100 }, { people: 1_000 }, { people: 5_000 }, { people: 15_000 }];
const PEOPLE_IN_A_ROOM = 100;
/** In so many of the rooms people talk, together always as much. */
const TALKING_ROOMS = 10;
const TALK: TalkOrder = {
  pace: { perSecond: 20 },
  ms: 2_000,
  senders: PEOPLE_IN_A_ROOM,
  rooms: TALKING_ROOMS,
};
const ROUNDS = 2;
/** The most that is allowed, at any number of connections. */
const P99_AT_MOST_MS = 250;
const WARM_UP_MS = 1_000;
/** In which each of what a server does by itself every few seconds comes at least once. */
const IDLE_MS = 5_200;

interface Held {
  readonly people: number;
  readonly ours: Point & Idle;
  readonly peer: Point & Idle;
}

/** Ever more connections to one process, all of them in rooms, some of which talk. */
export async function run(): Promise<Report> {
  const { sizes, leftOut } = whatIsPossible(SIZES);
  const most = sizes.at(-1)?.people ?? 0;
  await using world = await openWorld({ people: 1, events: most / PEOPLE_IN_A_ROOM });
  const guests = roomByRoom(await addSignedIn(world, most), world.eventIds);
  await using ours = await openOurs(world.url);
  await using peer = await openBare(world.url);
  const held: Held[] = [];
  for (const { people } of sizes) {
    const now = guests.slice(held.at(-1)?.people ?? 0, people);
    await Promise.all([ours.come(now), peer.come(now)]);
    held.push(await measureHeld({ ours, peer }, people));
  }
  return toReport(held, leftOut);
}

/** Everybody, room after room. */
const roomByRoom = (tokens: readonly string[], eventIds: readonly string[]): readonly Guest[] =>
  eventIds.flatMap((eventId, room) =>
    tokens
      .filter((_, index) => index % eventIds.length === room)
      .map((token) => ({ token, eventIds: [eventId] })),
  );

async function measureHeld(sides: Record<'ours' | 'peer', Side>, people: number): Promise<Held> {
  const both = [sides.ours, sides.peer] as const;
  for (const side of both) await tryOut(side, { ...TALK, ms: WARM_UP_MS });
  const [oursIdle, peerIdle] = await Promise.all([rest(both[0], IDLE_MS), rest(both[1], IDLE_MS)]);
  const { ours, peer } = await inRounds(sides, ROUNDS, TALK);
  return { people, ours: { ...ours, ...oursIdle }, peer: { ...peer, ...peerIdle } };
}

const HEAD = [
  'connections',
  'p50',
  'p99',
  'bare Socket.IO, p99',
  'cores',
  'bare',
  'cores, idle',
  'bare',
  'longest pause, idle',
  'memory',
  'bare',
  'memory a connection',
  'bare',
];

function toReport(held: readonly Held[], leftOut: readonly string[]): Report {
  const largest = held.at(-1);
  return {
    name: 'curve-connections',
    ratio: P99_AT_MOST_MS / (largest === undefined ? NaN : of(largest.ours, 'p99')),
    head: HEAD,
    rows: held.map((one) => toRow(one, held[0])),
    charts: chartsOf(held),
    verified: [
      'every reader heard every message of its room whole, once, and in one order without a gap',
      `all connections were open and in their rooms of ${PEOPLE_IN_A_ROOM}; 20 messages a second came in ${TALKING_ROOMS} of the rooms together`,
      ...leftOut,
    ],
    data: held,
  };
}

function toRow({ people, ours, peer }: Held, first: Held | undefined): readonly string[] {
  const each = (point: Point, before: Point | undefined): string => {
    const more = people - (first?.people ?? 0);
    return before === undefined || more === 0 ? '' : kbEach(point, before, more);
  };
  return [
    people.toLocaleString('en'),
    inMs(of(ours, 'p50')),
    inMs(of(ours, 'p99')),
    inMs(of(peer, 'p99')),
    of(ours, 'cores').toFixed(3),
    of(peer, 'cores').toFixed(3),
    ours.idleCores.toFixed(3),
    peer.idleCores.toFixed(3),
    inMs(ours.idlePauseMs),
    `${mib(ours).toFixed(0)} MiB`,
    `${mib(peer).toFixed(0)} MiB`,
    each(ours, first?.ours),
    each(peer, first?.peer),
  ];
}

const chartsOf = (points: readonly Held[]): readonly Chart[] =>
  chartsOver({ x: 'connections to one process', at: ({ people }) => people, points }, [
    waitsOfBoth,
    {
      title: 'CPU',
      says: 'How many processors the server kept busy, with the chat and without.',
      y: 'processors',
      curves: {
        'ours, with chat': ({ ours }) => of(ours, 'cores'),
        'ours, idle': ({ ours }) => ours.idleCores,
        'bare, with chat': ({ peer }) => of(peer, 'cores'),
      },
    },
    memoryOfBoth,
  ]);
