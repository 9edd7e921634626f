import { setTimeout as sleep } from 'node:timers/promises';

import type { TalkOrder } from '../generator/boundary.ts';
import { demandFaultless, whyNot } from '../generator/trust.ts';
import { readUse } from '../nodes/process-use.ts';
import { median } from '../report.ts';
import type { Side } from '../rooms/side.ts';
import { measure, tryOut, type Round } from '../rooms/talked.ts';

/** What one point of a curve says of one server. */
export interface Point {
  readonly rounds: readonly Round[];
  /** What the process holds after it freed what it could. */
  readonly rssBytes: number;
}

const BYTES_IN_MIB = 1_048_576;

/** What a server does while nobody says anything. */
export interface Idle {
  /** Processors that it keeps busy. */
  readonly idleCores: number;
  /** The longest time for which its event loop kept others waiting. */
  readonly idlePauseMs: number;
}

/** The server is left alone for a while, after it freed what was left of people's coming. */
export async function rest({ node, pid }: Side, ms: number): Promise<Idle> {
  await node.collect();
  node.reset();
  const before = readUse(pid).cpuMs;
  const startedAt = performance.now();
  await sleep(ms);
  const passed = performance.now() - startedAt;
  const idleCores = (readUse(pid).cpuMs - before) / passed;
  return { idleCores, idlePauseMs: node.sample()?.loopDelayMaxMs ?? NaN };
}

/** How often something is measured in which the generator is not the limit, before that is given up. */
const ATTEMPTS = 3;

/** As {@link measure}; where something else took the generator's time meanwhile, it is done again. */
export async function measurePatiently(side: Side, order: TalkOrder): Promise<Round> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const round = await tryOut(side, order);
    demandFaultless(side.name, round);
    if (whyNot(round) === null) return round;
  }
  return measure(side, order);
}

export interface Sides<Value> {
  readonly ours: Value;
  readonly peer: Value;
}

/** So many rounds of both servers, in turns. */
export async function inRounds(
  { ours, peer }: Sides<Side>,
  count: number,
  order: TalkOrder,
): Promise<Sides<Point>> {
  const rounds: Sides<Round[]> = { ours: [], peer: [] };
  for (let n = 0; n < count; n += 1) {
    rounds.ours.push(await measurePatiently(ours, order));
    rounds.peer.push(await measurePatiently(peer, order));
  }
  return { ours: await toPoint(ours, rounds.ours), peer: await toPoint(peer, rounds.peer) };
}

export async function toPoint({ node }: Side, rounds: readonly Round[]): Promise<Point> {
  const { rssBytes } = await node.collect();
  return { rounds, rssBytes };
}

/** The median of a point's rounds. */
export const of = ({ rounds }: Point, key: 'cpuUs' | 'p50' | 'p99' | 'cores'): number =>
  median(rounds.map((round) => round[key]));

/** CPU time of a message with all of its deliveries, in milliseconds. */
export const messageMs = ({ rounds }: Point): number =>
  median(rounds.map(({ cpuUs, deliveries, sent }) => (cpuUs * deliveries) / sent / 1_000));

/** How much more each of those holds that came since another point, in words. */
export const kbEach = (point: Point, before: Point, came: number): string =>
  `${((point.rssBytes - before.rssBytes) / came / 1_024).toFixed(1)} KB`;

export const mib = ({ rssBytes }: Point): number => rssBytes / BYTES_IN_MIB;
