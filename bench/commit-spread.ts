import { compare, type Compared } from './compare.ts';
import { toLine, toTable, type Report } from './report.ts';
import { verify } from './verify.ts';
import { openWorld } from './world.ts';

const PEOPLE = 100;
const ROOMS = 100;
/** The headline, in which nobody waits for anybody else's room; then ten times as many under way, in fewer rooms. */
const LOADS = [
  { name: '100 senders, 100 rooms', senders: 100, rooms: ROOMS, ms: 3_500 },
  { name: '1,000 under way, 64 rooms', senders: 1_000, rooms: 64, ms: 2_500 },
] as const;

/** Many rooms at once, rights checked, all tables written, synced to disk. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: PEOPLE, events: ROOMS });
  const { people, eventIds } = world;
  const compared: Compared[] = [];
  for (const { rooms, senders, ms } of LOADS) {
    const load = { people, eventIds: eventIds.slice(0, rooms), senders, ms };
    compared.push(await compare(world, load));
  }
  const acknowledged = compared.flatMap(({ ours, peer }) =>
    [...ours, ...peer].flatMap((one) => one.acknowledged),
  );
  const pairs = compared.map(({ ours, peer }, index) => [
    toLine(`${LOADS[index]?.name}: group commit`, ours),
    toLine('the same with a row lock for each message', peer),
  ]);
  const [[ours, peer] = []] = pairs;
  const [table] = pairs.map(toTable);
  return {
    name: 'commit-spread',
    ratio: (ours?.perSecond ?? NaN) / (peer?.perSecond ?? NaN),
    head: table?.head ?? [],
    rows: pairs.flatMap((pair) => toTable(pair).rows),
    data: pairs.flat(),
    verified: await verify(world, acknowledged),
  };
}
