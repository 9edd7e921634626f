import { fastWriters, startNodeProcess, type NodeSample } from '../nodes/node-process.ts';
import { inMs, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';
import { comeBack, comeIn, inTurns, sleep, untilAll } from './return.ts';
import { Sheep } from './sheep.ts';
import { keepTalking } from './talk.ts';

const CLIENTS = 5_000;
const EVENTS = 10;
/** All must be back and current by then. */
const WITHIN_MS = 20_000;
/** Longer than a node takes to report its numbers. */
const REPORT_MS = 1_000;

interface HerdResult {
  readonly clients: number;
  /** From the kill until the last client is in its room again, and has everything that was said. */
  readonly backMs: number;
  readonly currentMs: number;
  /** Places where a client would have missed something. */
  readonly gaps: number;
  /** Attempts that were refused or lost on the way. */
  readonly refused: number;
  /** Acknowledged while the herd came back. */
  readonly messages: number;
  /** Of the node that took them in. */
  readonly node: NodeSample | undefined;
}

export async function run(): Promise<Report> {
  const result = await runHerd(CLIENTS);
  const { backMs, currentMs, gaps, refused, messages, node } = result;
  if (gaps > 0) throw new Error(`${gaps} clients would have missed something`);
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  return {
    name: 'herd',
    ratio: WITHIN_MS / currentMs,
    head: [`${CLIENTS} clients after a kill -9 of their node`, ''],
    rows: [
      ['all in their rooms again', seconds(backMs)],
      ['all have everything that was said meanwhile', seconds(currentMs)],
      ['messages said meanwhile', String(messages)],
      ['attempts refused on the way', String(refused)],
      ['event loop delay of the other node, p99', inMs(node?.loopDelayP99Ms ?? NaN)],
      ['the same, longest', inMs(node?.loopDelayMaxMs ?? NaN)],
      ['its memory', `${Math.round((node?.rssBytes ?? NaN) / 2 ** 20)} MiB`],
    ],
    verified: ['nobody missed a message', 'the ratio is to the 20 s that it may take'],
    data: result,
  };
}

/**
 * A node with thousands of clients is killed, and all of them come to the other one, each with its
 * token and its place, with the pauses that our client makes, while people go on talking.
 */
async function runHerd(clients: number): Promise<HerdResult> {
  await using world = await openWorld({ people: 1, events: EVENTS });
  const tokens = await addSignedIn(world, clients + EVENTS);
  const eventOf = (index: number): string => world.eventIds[index % EVENTS] ?? '';
  const everybody = tokens.map((token, index) => new Sheep(eventOf(index), token));
  const herd = everybody.slice(0, clients);
  const talkers = everybody.slice(clients);
  await using doomed = await startNodeProcess({ databaseUrl: world.url, env: fastWriters });
  await using other = await startNodeProcess({ databaseUrl: world.url, env: fastWriters });

  await inTurns(talkers, (one) => comeIn(one, other.url, () => {}));
  const returns: Promise<void>[] = [];
  const onLost = (one: Sheep) => (): void => void returns.push(comeBack(one, other.url));
  await inTurns(herd, (one) => comeIn(one, doomed.url, onLost(one)));
  const talk = keepTalking(talkers);
  await sleep(2 * REPORT_MS);

  other.reset();
  const killedAt = performance.now();
  doomed.kill();
  await untilAll(herd, (one) => one.backAt > killedAt);
  await Promise.all(returns);
  const messages = talk.stop();
  await talk.settle();
  const heads = new Map(talkers.map(({ eventId, lastSeq }) => [eventId, lastSeq]));
  await untilAll(herd, (one) => one.lastSeq >= (heads.get(one.eventId) ?? 0));
  const currentMs = performance.now() - killedAt;
  await sleep(REPORT_MS);
  for (const one of everybody) one.close();
  return {
    clients,
    backMs: Math.max(...herd.map(({ backAt }) => backAt)) - killedAt,
    currentMs,
    gaps: herd.reduce((sum, { gaps }) => sum + gaps, 0),
    refused: herd.reduce((sum, { refused }) => sum + refused, 0),
    messages,
    node: other.sample(),
  };
}
