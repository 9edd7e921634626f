import { compare } from './compare.ts';
import { toLine, toTable, type Report } from './report.ts';
import { verify } from './verify.ts';
import { openWorld } from './world.ts';

const ROOMS = 64;
const IN_FLIGHT = 1_000;
const RUN_MS = 4_000;

/** 1,000 messages under way in 64 rooms, rights checked, all tables written, synced to disk. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 100, events: ROOMS });
  const { people, eventIds } = world;
  const { ours, peer } = await compare(world, { people, eventIds, senders: IN_FLIGHT, ms: RUN_MS });
  const acknowledged = [...ours, ...peer].flatMap((one) => one.acknowledged);
  const lines = [toLine('group commit', ours), toLine('row lock for each message', peer)];
  return {
    name: 'commit-spread',
    ratio: (lines[0]?.perSecond ?? NaN) / (lines[1]?.perSecond ?? NaN),
    ...toTable(lines),
    data: lines,
    verified: await verify(world, acknowledged),
  };
}
