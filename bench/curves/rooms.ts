import type { TalkOrder } from '../generator/boundary.ts';
import { inMs, type Chart, type Report } from '../report.ts';
import { openOurs, type Guest, type Side } from '../rooms/side.ts';
import { tryOut } from '../rooms/talked.ts';
import { warmUp } from '../rooms/warm-up.ts';
import { addParticipations, addSignedIn } from '../sessions.ts';
import { openWorld, type World } from '../world.ts';
import { chartsOver, MEMORY_SAYS, WAIT_SAYS } from './charts.ts';
import {
  kbEach,
  measurePatiently,
  messageMs,
  mib,
  of,
  rest,
  toPoint,
  type Idle,
  type Point,
} from './point.ts';

const SIZES = [1, 100, 1_000, 10_000] as const;
const MOST = 10_000;
const PEOPLE_IN_A_ROOM = 3;
/** All of them are connected from the first point on, so that nothing but rooms becomes more; in the end each is in ten. */
const PEOPLE = 3_000;
const TALK: TalkOrder = { pace: { perSecond: 100 }, ms: 5_000, senders: PEOPLE_IN_A_ROOM };
const WARM_UP_MS = 1_000;
/** In which each of what a server does by itself every few seconds comes at least once. */
const IDLE_MS = 5_200;

interface Opened extends Point, Idle {
  readonly rooms: number;
}

/** The same people and the same messages, in ever more rooms. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: MOST });
  const tokens = await addSignedIn(world, PEOPLE);
  await addParticipations(world, placesOf(world.eventIds));
  await using ours = await openOurs(world.url);
  await ours.come(tokens.map((token) => ({ token, eventIds: [] })));
  const points: Opened[] = [];
  for (const rooms of SIZES) {
    const now = { tokens, eventIds: world.eventIds, from: points.at(-1)?.rooms ?? 0, to: rooms };
    await ours.come(guestsOf(now));
    if (points.length === 0) await warmUp([ours]);
    points.push(await measureRooms(ours, rooms));
  }
  return toReport(points);
}

/** Neighbours are in a room, and the same neighbours in one more after everybody was in one. */
const peopleOf = (room: number): readonly number[] =>
  Array.from({ length: PEOPLE_IN_A_ROOM }, (_, n) => (room * PEOPLE_IN_A_ROOM + n) % PEOPLE);

const placesOf = (eventIds: readonly string[]) =>
  eventIds.flatMap((eventId, room) => peopleOf(room).map((person) => ({ person, eventId })));

interface Coming {
  readonly tokens: readonly string[];
  readonly eventIds: World['eventIds'];
  readonly from: number;
  readonly to: number;
}

/** Those who come into the rooms from one to below another, each with all of theirs. */
function guestsOf({ tokens, eventIds, from, to }: Coming): readonly Guest[] {
  const mine = new Map<string, string[]>();
  for (let room = from; room < to; room += 1) {
    for (const person of peopleOf(room)) {
      const token = tokens[person] ?? '';
      mine.set(token, [...(mine.get(token) ?? []), eventIds[room] ?? '']);
    }
  }
  return [...mine].map(([token, rooms]) => ({ token, eventIds: rooms }));
}

async function measureRooms(ours: Side, rooms: number): Promise<Opened> {
  await tryOut(ours, { ...TALK, ms: WARM_UP_MS });
  const idle = await rest(ours, IDLE_MS);
  return { rooms, ...idle, ...(await toPoint(ours, [await measurePatiently(ours, TALK)])) };
}

const HEAD = [
  'rooms of three',
  'CPU a message',
  'p50',
  'p99',
  'processors, with chat',
  'idle',
  'longest pause, idle',
  'memory',
  'memory a room',
];

function toReport(points: readonly Opened[]): Report {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no points');
  return {
    name: 'curve-rooms',
    ratio: messageMs(first) / messageMs(last),
    head: HEAD,
    rows: points.map((point) => [
      point.rooms.toLocaleString('en'),
      inMs(messageMs(point)),
      inMs(of(point, 'p50')),
      inMs(of(point, 'p99')),
      of(point, 'cores').toFixed(3),
      point.idleCores.toFixed(3),
      inMs(point.idlePauseMs),
      `${mib(point).toFixed(0)} MiB`,
      point === first ? '' : kbEach(point, first, point.rooms - first.rooms),
    ]),
    charts: chartsOf(points),
    verified: [
      'everybody heard every message of each of their rooms whole, once, and in one order without a gap',
      `${PEOPLE} people were connected at each point`,
    ],
    data: points,
  };
}

const chartsOf = (points: readonly Opened[]): readonly Chart[] =>
  chartsOver({ x: 'rooms', at: ({ rooms }) => rooms, points }, [
    {
      title: 'CPU time of a message',
      says: 'All that the server did meanwhile, for each message with its three deliveries.',
      y: 'ms',
      curves: { ours: messageMs },
    },
    {
      title: 'From send to seen',
      says: WAIT_SAYS,
      y: 'ms',
      curves: { p50: (point) => of(point, 'p50'), p99: (point) => of(point, 'p99') },
    },
    {
      title: 'Memory',
      says: MEMORY_SAYS,
      y: 'MiB',
      curves: { ours: mib },
    },
  ]);
