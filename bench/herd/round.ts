import { setTimeout as sleep } from 'node:timers/promises';

import { SOCKET_SERVER_FLAGS } from '../../scripts/processes.ts';
import { fastWriters, startNodeProcess, type NodeProcess } from '../nodes/node-process.ts';
import { readUse } from '../nodes/process-use.ts';
import { comeBack, comeIn, untilAll } from './return.ts';
import { Sheep } from './sheep.ts';

/** Said in each room while those who come back are away. */
export const MISSED = 20;
/** Longer than a node takes to report its numbers. */
const REPORT_MS = 1_000;

/** A herd's coming to one node. */
export interface Coming {
  /** Of the node, user and system, for each who came; all that it refused on the way is in it. */
  readonly cpuMs: number;
  /** From the moment when they lost their node, until the last was current. */
  readonly currentMs: number;
  readonly refused: number;
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  readonly rssBytes: number;
}

/** The product as it runs in production, but for people who write faster. */
export const startOurs = (databaseUrl: string): Promise<NodeProcess> =>
  startNodeProcess({
    databaseUrl,
    env: { ...fastWriters, NODE_OPTIONS: SOCKET_SERVER_FLAGS.join(' ') },
  });

export interface Herd {
  /** Of each who comes; their tokens, by event in turns. */
  readonly people: readonly { readonly token: string; readonly eventId: string }[];
  /** One in each room, on the node that the herd comes to. */
  readonly talkers: readonly Sheep[];
}

/**
 * A node with all of them is killed, something is said, and they come to the other one, each with its token and
 * its place.
 *
 * @throws where somebody was not sent exactly what they had missed.
 */
export async function bringOver(
  { people, talkers }: Herd,
  other: NodeProcess,
  databaseUrl: string,
): Promise<Coming> {
  await using doomed = await startOurs(databaseUrl);
  const flock = people.map(({ token, eventId }) => new Sheep(eventId, token));
  await comeIn(flock, doomed.url);
  doomed.kill();
  await untilAll(flock, ({ isConnected }) => !isConnected);
  for (let nth = 1; nth <= MISSED; nth += 1) {
    await Promise.all(talkers.map((one) => one.send(`message ${nth} while they are away`)));
  }
  const coming = await measure(flock, other, ({ heard }) => heard >= MISSED);
  demandAll(flock);
  return coming;
}

/** As many come to a server that asks for no token and keeps nothing for them. */
export function bringToBare({ people }: Herd, bare: NodeProcess): Promise<Coming> {
  const flock = people.map(({ eventId }) => new Sheep(eventId, null));
  return measure(flock, bare, () => true);
}

async function measure(
  flock: readonly Sheep[],
  node: NodeProcess,
  isCurrent: (one: Sheep) => boolean,
): Promise<Coming> {
  node.reset();
  const before = readUse(node.pid);
  const beganAt = performance.now();
  await Promise.all(flock.map((one) => comeBack(one, node.url)));
  await untilAll(flock, isCurrent);
  const currentMs = performance.now() - beganAt;
  const cpuMs = (readUse(node.pid).cpuMs - before.cpuMs) / flock.length;
  await sleep(REPORT_MS);
  const { loopDelayP99Ms = NaN, loopDelayMaxMs = NaN, rssBytes = NaN } = node.sample() ?? {};
  for (const one of flock) one.close();
  await sleep(REPORT_MS);
  const refused = sum(flock, 'refused');
  return { cpuMs, currentMs, refused, loopDelayP99Ms, loopDelayMaxMs, rssBytes };
}

function demandAll(flock: readonly Sheep[]): void {
  const [gaps, doubles] = [sum(flock, 'gaps'), sum(flock, 'doubles')];
  const others = flock.filter(({ heard }) => heard !== MISSED).length;
  if (gaps + doubles + others === 0) return;
  throw new Error(
    `${gaps} gaps and ${doubles} doubles; ${others} heard more or less than they missed`,
  );
}

const sum = (flock: readonly Sheep[], what: 'gaps' | 'doubles' | 'refused'): number =>
  flock.reduce((total, one) => total + one[what], 0);
