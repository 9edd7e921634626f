import { compare } from './compare.ts';
import { runOnNodes } from './nodes.ts';
import { toLine, toTable, type Report } from './report.ts';
import { verify } from './verify.ts';
import { openWorld } from './world.ts';

const SENDERS = 100;
const RUN_MS = 4_000;

/** 100 senders in one room, rights checked, all tables written, synced to disk; then two nodes on that room. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: SENDERS, events: 1 });
  const load = { people: world.people, eventIds: world.eventIds, senders: SENDERS, ms: RUN_MS };
  const { ours, peer } = await compare(world, load);
  const nodes = await runOnNodes(2, { ...load, url: world.url });
  const perSecond = nodes.reduce((sum, node) => sum + node.perSecond, 0);
  const together = { ...toLine('two nodes, 100 senders each', nodes), perSecond, runs: 1 };
  const acknowledged = [...ours, ...peer, ...nodes].flatMap((one) => one.acknowledged);
  const lines = [toLine('group commit', ours), toLine('row lock for each message', peer), together];
  return {
    name: 'commit',
    ratio: (lines[0]?.perSecond ?? NaN) / (lines[1]?.perSecond ?? NaN),
    ...toTable(lines),
    data: lines,
    verified: await verify(world, acknowledged),
  };
}
