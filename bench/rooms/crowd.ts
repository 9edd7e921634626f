import type { TalkOrder } from '../generator/boundary.ts';
import type { Report } from '../report.ts';
import { Skipped } from '../suite/skipped.ts';
import { openContenders, type Contenders } from './contenders.ts';
import { whatIsPossible } from './open-files.ts';
import { measure, ratioOf, TALK_HEAD, toRow, tryOut } from './talked.ts';
import { firstPossible, toTurn, type Turn } from './turn.ts';

const SIZES = [{ people: 5_000 }, { people: 10_000 }];
const ROUNDS = 2;
const TALK: TalkOrder = { pace: { perSecond: 10 }, ms: 4_000, senders: 20 };
const WARM_UP: TalkOrder = { ...TALK, ms: 1_000 };
/** Where bare Socket.IO does not keep up with ten a second. */
const ONE_BY_ONE: TalkOrder = { ...TALK, pace: { inFlight: 1 } };

/** Ten messages a second into a room of five thousand, then of ten thousand, in turns. */
export async function run(): Promise<Report> {
  const { sizes, leftOut } = whatIsPossible(SIZES);
  await using contenders = await openContenders(sizes.at(-1)?.people ?? 0);
  const rooms: Room[] = [];
  let there = 0;
  for (const { people } of sizes) {
    await contenders.come(people - there);
    there = people;
    rooms.push(await measureRoom(contenders, people));
  }
  return toReport(rooms, leftOut);
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

function toReport(rooms: readonly Room[], leftOut: readonly string[]): Report {
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
      ...leftOut,
    ],
    data: rooms.map(({ ours, peer }) => ({ ours: ours.rounds, peer: peer.rounds })),
  };
}
