import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { connected, openDevice } from '../harness/device.ts';
import { startStack, TEST_SECRET } from '../harness/stack.ts';
import { startBystander, type Bystander, type Times } from './bystander.ts';
import { findBadRows } from './rows.ts';
import { startTarget, type Memory, type Target } from './target.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly seconds: number;
  /** Enough to find what breaks, and not so much that the machine is the limit. */
  readonly packetsPerSecond: number;
  /** How long what attackers have left behind may take to be cleared away. */
  readonly patienceMs: number;
  readonly onProgress?: (line: string) => void;
}

export interface FuzzReport {
  readonly packets: number;
  readonly connections: number;
  /** Messages of attackers that were in order, and so are stored. */
  readonly stored: number;
  /** The bystander's, without attackers and with them. */
  readonly quiet: Times;
  readonly attacked: Times;
  readonly before: Memory;
  readonly after: Memory;
  /** What should not have been; empty when all is well. */
  readonly problems: readonly string[];
}

const ATTACKING_PEOPLE = 8;
const QUIET_MS = 1_500;
const WARM_UP_SECONDS = 1.5;

/**
 * A bystander's 99th percentile: under this, or under so many times its own without attackers, or
 * under its longest without attackers: then the machine itself stands still for as long.
 */
const P99_MAX_MS = 100;
const P99_MAX_FACTOR = 5;
/** What may stay in use after cleaning up: caches that have filled, code that was compiled. */
const USED_MAX_FACTOR = 1.1;
const USED_MAX_MORE_BYTES = 24_000_000;
/**
 * What the process may have of the machine: many large packets at once leave holes that the
 * allocator keeps. It grows ever slower, by 200 MB in a million packets.
 */
const RESIDENT_MAX_MORE_BYTES = 300_000_000;

/** Limits that let the attackers through to what they attack. */
const OPEN_LIMITS = {
  LIMIT_CONNECTIONS_PER_PERSON: '10000',
  LIMIT_PACKETS_PER_SECOND: '100000',
  LIMIT_PACKETS_BURST: '100000',
  LIMIT_JOINS_PER_SECOND: '10000',
  LIMIT_TYPING_STARTS_PER_20S: '10000',
};

/** Attacks a real node for so long, and says what that did to it and to somebody else on it. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  await using stack = await startStack({ nodes: 0 });
  await using target = await startTarget({
    ...OPEN_LIMITS,
    DATABASE_URL: stack.database.url,
    AUTH_SECRET: TEST_SECRET,
  });
  const attackers = await Promise.all(
    Array.from({ length: ATTACKING_PEOPLE }, (_, n) => stack.participant(`Mallory ${n}`)),
  );
  const quietEvent = await stack.event();
  const person = await stack.participant('Bystander');
  await stack.setStatus(person, 'attending', { eventId: quietEvent });
  using device = openDevice({ url: target.url, auth: { token: person.token } });
  await connected(device);
  for (const eventId of [stack.eventId, quietEvent])
    await device.request('join-event', { eventId });

  const bystander = startBystander(device, quietEvent);
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  const quietAtFirst = bystander.takeTimes();
  const orders = {
    url: target.url,
    tokens: attackers.map(({ token }) => token),
    eventIds: [stack.eventId, stack.eventId, quietEvent, 'nowhere'],
    packetsPerSecond: options.packetsPerSecond,
  };
  await attack({ ...orders, seed: options.seed ^ 1, seconds: WARM_UP_SECONDS });
  const before = await target.memory();
  bystander.takeTimes();
  const isHopeless = (): boolean => !target.isAlive() || bystander.troubles.length > 0;
  const onProgress = (line: string): void =>
    options.onProgress?.(`${line}, ${Math.round(target.residentBytes() / 1e6)} MB`);
  const done = await attack({ ...orders, ...options }, onProgress, isHopeless);
  const attacked = bystander.takeTimes();
  const after = await settledMemory(target, before, options.patienceMs);
  // Cleaning up took time of everybody's.
  bystander.takeTimes();
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  const quietAgain = bystander.takeTimes();
  await bystander.stop();
  if (bystander.troubles.length === 0) await device.settle();
  // Whichever was slower: the machine has other things to do as well, more at one time than at another.
  const quiet = quietAgain.max > quietAtFirst.max ? quietAgain : quietAtFirst;
  const report = { ...done, quiet, attacked, before, after };
  const heard = new Set(device.of('new-message').map(({ content }) => content));
  const found = await findBadRows(stack.database);
  const problems = [
    ...problemsOf(target, report),
    ...bystander.troubles,
    ...found.bad,
    ...lossesOf(bystander, heard, new Set(found.rows.map(({ content }) => content))),
  ];
  return { ...report, stored: found.rows.length - bystander.acknowledged.length, problems };
}

interface Ended {
  readonly packets: number;
  readonly connections: number;
}

/** Runs the attackers' process to its end, or until there is no use in going on. */
function attack(
  orders: object,
  onProgress: (line: string) => void = () => {},
  isHopeless: () => boolean = () => false,
): Promise<Ended> {
  const script = fileURLToPath(new URL('attack.ts', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let ended: Ended = { packets: 0, connections: 0 };
  createInterface({ input: child.stdout }).on('line', (line) => {
    ended = JSON.parse(line) as Ended;
    onProgress(`${ended.packets} packets, ${ended.connections} connections`);
    if (isHopeless()) child.kill();
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) =>
      code === 0 || signal === 'SIGTERM'
        ? resolve(ended)
        : reject(new Error(`the attackers failed: ${code}`)),
    );
  });
}

const isBack = (before: Memory, after: Memory): boolean =>
  after.used <= before.used * USED_MAX_FACTOR + USED_MAX_MORE_BYTES &&
  after.resident <= before.resident + RESIDENT_MAX_MORE_BYTES;

/** Sessions that were left without a word are noticed by their heartbeat alone. */
async function settledMemory(target: Target, before: Memory, patienceMs: number): Promise<Memory> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const after = await target.memory();
    if (isBack(before, after) || performance.now() > deadline || !target.isAlive()) return after;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function problemsOf(
  target: Target,
  { quiet, attacked, before, after }: Pick<FuzzReport, 'quiet' | 'attacked' | 'before' | 'after'>,
): readonly string[] {
  const problems = target.complaints().map((line) => `it said: ${line}`);
  if (!target.isAlive()) problems.push('the process has ended');
  const allowed = Math.max(P99_MAX_MS, quiet.p99 * P99_MAX_FACTOR, quiet.max);
  if (attacked.p99 > allowed) {
    const [with99, without99] = [attacked, quiet].map(({ p99 }) => p99.toFixed(0));
    problems.push(`a bystander waited ${with99} ms (99 %), without attackers ${without99} ms`);
  }
  if (!isBack(before, after)) {
    problems.push(`memory did not come back: ${JSON.stringify({ before, after })}`);
  }
  return problems;
}

function lossesOf(
  { acknowledged }: Bystander,
  heard: ReadonlySet<string>,
  stored: ReadonlySet<string>,
): readonly string[] {
  return acknowledged.flatMap((content) => [
    ...(stored.has(content) ? [] : [`acknowledged and not stored: ${content}`]),
    ...(heard.has(content) ? [] : [`acknowledged and not heard: ${content}`]),
  ]);
}
