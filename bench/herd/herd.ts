import { startNodeProcess } from '../nodes/node-process.ts';
import { inMs, median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';
import { comeIn } from './return.ts';
import { bringOver, bringToBare, MISSED, startOurs, type Coming, type Herd } from './round.ts';
import { Sheep } from './sheep.ts';

const CLIENTS = 5_000;
const EVENTS = 10;
const ROUNDS = 2;
/** All must be back and current by then. */
const WITHIN_MS = 20_000;
const LOOP_DELAY_P99_MAX_MS = 200;

interface HerdResult {
  readonly ours: readonly Coming[];
  /** Bare Socket.IO. */
  readonly peer: readonly Coming[];
}

export async function run(): Promise<Report> {
  const data = await runHerd();
  const [ours, peer] = [toMedians(data.ours), toMedians(data.peer)];
  demandInTime(ours);
  return {
    name: 'herd',
    ratio: peer.cpuMs / ours.cpuMs,
    head: [
      `${CLIENTS.toLocaleString('en')} who come at once`,
      'ours / bare',
      'CPU each',
      'last one current',
      'loop delay p99',
      'longest',
      'refused on the way',
      'memory',
      'runs',
    ],
    rows: [
      toRow(`ours, with token, place and ${MISSED} missed messages`, data.ours, peer),
      toRow('bare Socket.IO: connect and join', data.peer, peer),
    ],
    verified: [
      'each was sent what it had missed, once and in order, and nothing else',
      'all were current within 20 s, with a loop delay p99 of at most 200 ms',
    ],
    data,
  };
}

/** A herd comes to a node of ours after its own was killed, and as many to bare Socket.IO, in turns. */
async function runHerd(): Promise<HerdResult> {
  await using world = await openWorld({ people: 1, events: EVENTS });
  const tokens = await addSignedIn(world, CLIENTS + EVENTS);
  const databaseUrl = world.url;
  await using node = await startOurs(databaseUrl);
  await using bare = await startNodeProcess({ databaseUrl, program: 'bench/seen/bare-server.mjs' });
  const everybody = tokens.map((token, index) => ({
    token,
    eventId: world.eventIds[index % EVENTS] ?? '',
  }));
  const talkers = everybody.slice(CLIENTS).map(({ eventId, token }) => new Sheep(eventId, token));
  await comeIn(talkers, node.url);
  const herd: Herd = { people: everybody.slice(0, CLIENTS), talkers };
  const ours: Coming[] = [];
  const peer: Coming[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await bringOver(herd, node, databaseUrl));
    peer.push(await bringToBare(herd, bare));
  }
  for (const one of talkers) one.close();
  return { ours, peer };
}

function toMedians(comings: readonly Coming[]): Coming {
  const of = (key: keyof Coming): number => median(comings.map((one) => one[key]));
  return {
    cpuMs: of('cpuMs'),
    currentMs: of('currentMs'),
    refused: of('refused'),
    loopDelayP99Ms: of('loopDelayP99Ms'),
    loopDelayMaxMs: of('loopDelayMaxMs'),
    rssBytes: of('rssBytes'),
  };
}

function demandInTime({ currentMs, loopDelayP99Ms }: Coming): void {
  if (currentMs <= WITHIN_MS && loopDelayP99Ms <= LOOP_DELAY_P99_MAX_MS) return;
  throw new Error(
    `the last was current after ${inMs(currentMs)}, with a loop delay p99 of ${inMs(loopDelayP99Ms)}`,
  );
}

function toRow(name: string, comings: readonly Coming[], peer: Coming): readonly string[] {
  const { cpuMs, currentMs, refused, loopDelayP99Ms, loopDelayMaxMs, rssBytes } =
    toMedians(comings);
  return [
    name,
    `${(cpuMs / peer.cpuMs).toFixed(2)} ×`,
    `${cpuMs.toFixed(2)} ms`,
    `${(currentMs / 1_000).toFixed(1)} s`,
    inMs(loopDelayP99Ms),
    inMs(loopDelayMaxMs),
    refused.toLocaleString('en'),
    `${Math.round(rssBytes / 2 ** 20)} MiB`,
    String(comings.length),
  ];
}
