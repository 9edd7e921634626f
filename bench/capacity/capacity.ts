import { inMs, type CardFigure, type Report } from '../report.ts';
import { openFilesAtMost } from '../rooms/open-files.ts';
import { addSignedIn } from '../sessions.ts';
import { verifySent } from '../verify.ts';
import { openWorld } from '../world.ts';
import { largestRoom, P99_BELOW_MS, type LargestRoom } from './largest-room.ts';
import { connectionMemory, type ConnectionMemory } from './memory.ts';
import { messageRate, type MessageRate } from './messages.ts';

/** More people in one room are not tried, whatever the machine can do. */
const PEOPLE_AT_MOST = 15_000;
const MEGABYTE = 1e6;

interface Measured {
  readonly room: LargestRoom;
  readonly rate: MessageRate;
  readonly memory: ConnectionMemory;
}

/** What the machine it runs on can do, with server, database and all people on it. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: 1 });
  const { connections } = openFilesAtMost();
  const tokens = await addSignedIn(world, Math.min(PEOPLE_AT_MOST, connections));
  const rate = await messageRate(world, tokens);
  const memory = await connectionMemory(world, tokens);
  const room = await largestRoom(world, tokens);
  const talks = room.steps.reduce((sum, { sent }) => sum + sent, 0);
  return toReport({ room, rate, memory }, await verifySent(world, rate.sent + talks));
}

function toReport(measured: Measured, stored: string): Report {
  const { room } = measured;
  return {
    name: 'capacity',
    ratio: null,
    card: card(measured),
    head: [
      'people in a room',
      'p50',
      'p99',
      'CPU a delivery',
      'cores',
      'generator busy',
      'in time',
    ],
    rows: room.steps.map((step) => [
      step.people.toLocaleString('en'),
      inMs(step.p50),
      inMs(step.p99),
      `${step.cpuUs.toFixed(1)} µs`,
      step.cores.toFixed(2),
      `${Math.round(step.busy * 100)} %`,
      step.isInTime ? 'yes' : 'no',
    ]),
    verified: [
      'every reader heard every message whole, once, and in one order without a gap',
      stored,
    ],
    data: measured,
  };
}

const atLeast = (limit: string | null): string => (limit === null ? '' : 'at least ');
const because = (limit: string | null): string => (limit === null ? '' : `; ${limit}`);

function card({ room, rate, memory }: Measured): readonly CardFigure[] {
  const inMb = (bytes: number): string => ((bytes * 1_000) / MEGABYTE).toFixed(1);
  return [
    {
      title: 'Largest room',
      figure: `${atLeast(room.limit)}${room.people.toLocaleString('en')} people`,
      says: `10 messages a second, p99 < ${P99_BELOW_MS} ms until each has heard${because(room.limit)}`,
    },
    {
      title: 'Messages',
      figure: `${atLeast(rate.limit)}${Math.round(rate.perSecond).toLocaleString('en')} a second`,
      says: `stored, acknowledged and heard by 20, 1,000 under way: p99 ${inMs(rate.round.p99)}${because(rate.limit)}`,
    },
    {
      title: 'Memory of 1,000 connections',
      figure: `${inMb(memory.process + memory.kernel)} MB`,
      says: `${inMb(memory.process)} MB of the node, ${inMb(memory.kernel)} MB of the kernel; signed in, in a room, idle`,
    },
  ];
}
