import { setTimeout as sleep } from 'node:timers/promises';

import { inTurns } from '../herd/return.ts';
import { fastWriters, startNodeProcess, type NodeProcess } from '../nodes/node-process.ts';
import { comeIn, spreadOf, talk, untilAllHave, type Reader } from '../readers.ts';
import { inMs, median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';

const READING = 100;
const STOPPED = 50;
const MESSAGES_PER_SECOND = 20;
const TALK_MS = 6_000;
const ROUNDS = 3;
/** More than the kernel's buffers hold of one connection: then the server has to keep a place for it. */
const BEHIND = 4_000;
const LONG = 'x'.repeat(900);
const SENDING_AT_ONCE = 20;

interface Room {
  readonly node: NodeProcess;
  readonly tokens: readonly string[];
  readonly eventId: string;
}

interface Round {
  /** From send to seen by those who read, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** What the node grew by while some fell behind. */
  readonly grownBytes: number;
}

interface Rounds {
  readonly allRead: readonly Round[];
  readonly someStopped: readonly Round[];
}

/** A room where half as many again have stopped reading, and the same room where all read, in turn. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: 1 });
  const tokens = await addSignedIn(world, READING + STOPPED);
  const [eventId = ''] = world.eventIds;
  await using node = await startNodeProcess({ databaseUrl: world.url, env: fastWriters });
  const room: Room = { node, tokens, eventId };
  const allRead: Round[] = [];
  const someStopped: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    allRead.push(await runRound(room, 0));
    someStopped.push(await runRound(room, STOPPED));
  }
  return report({ allRead, someStopped });
}

async function runRound({ node, tokens, eventId }: Room, stopping: number): Promise<Round> {
  const people: Reader[] = [];
  await inTurns(tokens, async (token) => {
    people.push(await comeIn(node.url, token, eventId));
  });
  const stopped = people.slice(0, stopping);
  const reading = people.slice(STOPPED);
  await sleep(1_000);
  const before = await node.collect();
  for (const { client } of stopped) client.pause();
  await fallBehind(reading, eventId);
  const after = await node.collect();
  const sent = await talk(reading, { eventId, perSecond: MESSAGES_PER_SECOND, ms: TALK_MS });
  await untilAllHave(reading, BEHIND + sent);
  for (const { client } of stopped) client.resume();
  await untilAllHave(people, BEHIND + sent);
  for (const { client } of people) client.close();
  await sleep(500);
  return { ...spreadOf(reading), grownBytes: after.rssBytes - before.rssBytes };
}

/** So much is said that who does not read is behind by more than its connection holds. */
async function fallBehind(reading: readonly Reader[], eventId: string): Promise<void> {
  const contents = Array.from({ length: BEHIND }, () => LONG).values();
  const say = async ({ client }: Reader): Promise<void> => {
    for (const content of contents) await client.request('send-message', { eventId, content });
  };
  await Promise.all(reading.slice(0, SENDING_AT_ONCE).map(say));
  await untilAllHave(reading, BEHIND);
}

function report(rounds: Rounds): Report {
  const { allRead, someStopped } = rounds;
  const of = (some: readonly Round[], key: keyof Round): number =>
    median(some.map((round) => round[key]));
  const row = (name: string, some: readonly Round[]): readonly string[] => [
    name,
    inMs(of(some, 'p50')),
    inMs(of(some, 'p99')),
    `${(of(some, 'grownBytes') / 1_024 / 1_024).toFixed(1)} MB`,
    String(some.length),
  ];
  const each = (of(someStopped, 'grownBytes') - of(allRead, 'grownBytes')) / STOPPED;
  return {
    name: 'slow',
    ratio: of(allRead, 'p99') / of(someStopped, 'p99'),
    head: ['those who read', 'p50', 'p99', 'the node grew by', 'runs'],
    rows: [row('all read', allRead), row(`${STOPPED} stopped reading`, someStopped)],
    verified: [
      `${READING} who read, and afterwards the ${STOPPED} others, saw every message once and in order`,
      `one who stopped cost ${Math.round(each / 1_024)} KB of the node`,
    ],
    data: { ...rounds, stoppedBytes: each },
  };
}
