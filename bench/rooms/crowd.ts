import { readFileSync } from 'node:fs';

import type { TalkOrder } from '../generator/boundary.ts';
import type { Report } from '../report.ts';
import { Skipped } from '../suite/skipped.ts';
import { openContenders, type Contenders } from './contenders.ts';
import { measure, ratioOf, TALK_HEAD, toRow, tryOut } from './talked.ts';
import { firstPossible, toTurn, type Turn } from './turn.ts';

const SIZES = [5_000, 10_000];
const ROUNDS = 2;
const TALK: TalkOrder = { pace: { perSecond: 10 }, ms: 4_000, senders: 20 };
const WARM_UP: TalkOrder = { ...TALK, ms: 1_000 };
/** Where bare Socket.IO does not keep up with ten a second. */
const ONE_BY_ONE: TalkOrder = { ...TALK, pace: { inFlight: 1 } };
/** Of the files that it may open, a node leaves some for what is no person's connection. */
const SHARE_FOR_PEOPLE = 0.93;

/** Ten messages a second into a room of five thousand, then of ten thousand, in turns. */
export async function run(): Promise<Report> {
  const files = openFilesAtMost();
  const sizes = SIZES.filter((size) => size <= files * SHARE_FOR_PEOPLE);
  const largest = sizes.at(-1);
  if (largest === undefined)
    throw new Skipped(`a process may open only ${files} files (ulimit -n)`);
  await using contenders = await openContenders(largest);
  const rooms: Room[] = [];
  let there = 0;
  for (const size of sizes) {
    await contenders.come(size - there);
    there = size;
    rooms.push(await measureRoom(contenders, size));
  }
  return toReport(rooms, files);
}

interface Room {
  readonly ours: Turn;
  readonly peer: Turn;
}

async function measureRoom({ ours, peer }: Contenders, size: number): Promise<Room> {
  const where = `${size.toLocaleString('en')} people`;
  const own = toTurn(ours, TALK, where);
  await tryOut(ours, WARM_UP);
  const [possible] = await firstPossible([
    toTurn(peer, TALK, where),
    toTurn(peer, ONE_BY_ONE, `${where}, one message after the other`),
  ]);
  if (possible === undefined) throw new Skipped('the generator was the limit of bare Socket.IO');
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { contender, order, rounds } of [own, possible]) {
      rounds.push(await measure(contender, order));
    }
  }
  return { ours: own, peer: possible };
}

function toReport(rooms: readonly Room[], files: number): Report {
  const ratios = rooms.map(({ ours, peer }) => ratioOf(ours.rounds, peer.rounds, 'cpuUs').median);
  return {
    name: 'crowd',
    ratio: ratios.at(-1) ?? NaN,
    head: ['10 messages/s', ...TALK_HEAD],
    rows: rooms.flatMap(({ ours, peer }) => [
      toRow(ours.name, ours.rounds),
      toRow(peer.name, peer.rounds, ours.rounds),
    ]),
    verified: [
      'every reader heard every message whole, once, and in one order without a gap',
      ...SIZES.slice(rooms.length).map(
        (size) => `left out: ${size} people need more than ${files} open files (ulimit -n)`,
      ),
    ],
    data: rooms.map(({ ours, peer }) => ({ ours: ours.rounds, peer: peer.rounds })),
  };
}

/** What a process may open; each connection is a file. */
function openFilesAtMost(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? Infinity);
  } catch {
    throw new Skipped('it reads /proc, which only Linux has');
  }
}
