import { setTimeout as sleep } from 'node:timers/promises';

import { comeIn } from '../herd/return.ts';
import { Sheep } from '../herd/sheep.ts';
import { startNodeProcess, type NodeProcess, type NodeSample } from '../nodes/node-process.ts';
import { median, type Report } from '../report.ts';
import { SOCKET_SERVER_FLAGS } from '../../scripts/processes.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';

/** To each side: both are held by one process, which may have 20,000 open files or so. */
const CONNECTIONS = 9_000;
const TURNS = 5;
const EVENTS = 10;
/** Longer than a small room takes to tell its numbers, and than a node takes to report its own. */
const SETTLED_MS = 1_700;

interface Person {
  readonly token: string;
  readonly eventId: string;
}

/** A node with those who have come so far. */
interface Side {
  readonly node: NodeProcess;
  readonly before: NodeSample;
  readonly clients: Sheep[];
  /** CPU time of a handshake and of joining a room: of each turn. */
  readonly cpuMs: number[];
}

/** What a node keeps of each connection, and what letting it in took, turn by turn. */
interface IdleResult {
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly cpuMs: readonly number[];
}

/**
 * Many connections that do nothing but stay: what each keeps of the node, ours in a room and bare
 * Socket.IO's, with a browser's headers. Both are there at once, and the connections come in turns.
 */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: EVENTS });
  const perTurn = CONNECTIONS / TURNS;
  const tokens = await addSignedIn(world, CONNECTIONS + perTurn);
  const people = tokens.map((token, index) => ({
    token,
    eventId: world.eventIds[index % EVENTS] ?? '',
  }));
  const databaseUrl = world.url;
  const env = { NODE_OPTIONS: SOCKET_SERVER_FLAGS.join(' ') };
  await using node = await startNodeProcess({ databaseUrl, env });
  await using bare = await startNodeProcess({ databaseUrl, program: 'bench/seen/bare-server.mjs' });
  const sides = [
    await warmUp(node, people.slice(CONNECTIONS)),
    await warmUp(bare, people.slice(CONNECTIONS)),
  ];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const now = people.slice(turn * perTurn, (turn + 1) * perTurn);
    for (const side of sides) await takeTurn(side, now);
  }
  const [ours, peer] = [await finish(sides[0]), await finish(sides[1])];
  return report({ ours, peer });
}

/** The first connections bring the code and the pools in, and go. */
async function warmUp(node: NodeProcess, people: readonly Person[]): Promise<Side> {
  for (const client of await connectAll(node, people)) client.close();
  await sleep(SETTLED_MS);
  return { node, before: await node.collect(), clients: [], cpuMs: [] };
}

async function takeTurn(side: Side, people: readonly Person[]): Promise<void> {
  const before = side.node.sample()?.cpuMs ?? NaN;
  side.clients.push(...(await connectAll(side.node, people)));
  await sleep(SETTLED_MS);
  side.cpuMs.push(((side.node.sample()?.cpuMs ?? NaN) - before) / people.length);
}

async function finish(side: Side | undefined): Promise<IdleResult> {
  if (side === undefined) throw new Error('nothing was measured');
  const { node, before, clients, cpuMs } = side;
  const after = await node.collect();
  for (const client of clients) client.close();
  const each = (key: 'rssBytes' | 'heapBytes'): number => (after[key] - before[key]) / CONNECTIONS;
  return { rssBytes: each('rssBytes'), heapBytes: each('heapBytes'), cpuMs };
}

/** All are in their rooms. */
async function connectAll({ url }: NodeProcess, people: readonly Person[]): Promise<Sheep[]> {
  const flock = people.map(({ token, eventId }) => new Sheep(eventId, token));
  await comeIn(flock, url);
  return flock;
}

function report(data: { readonly ours: IdleResult; readonly peer: IdleResult }): Report {
  const { ours, peer } = data;
  const inKb = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KB`;
  const row = (name: string, { rssBytes, heapBytes, cpuMs }: IdleResult): readonly string[] => [
    name,
    (rssBytes / peer.rssBytes).toFixed(2),
    inKb(rssBytes),
    inKb(heapBytes),
    `${median(cpuMs).toFixed(2)} ms`,
    `${Math.min(...cpuMs).toFixed(2)} to ${Math.max(...cpuMs).toFixed(2)} ms`,
    (median(cpuMs) / median(peer.cpuMs)).toFixed(2),
  ];
  const head = ['a connection', 'ours / bare', 'memory', 'of it heap', 'CPU to come in'];
  return {
    name: 'idle',
    ratio: peer.rssBytes / ours.rssBytes,
    head: [...head, 'least to most', 'ours / bare'],
    rows: [row('ours, signed in and in its room', ours), row('bare Socket.IO, in its room', peer)],
    verified: [`${CONNECTIONS} connections to each were open at once and in their rooms`],
    data,
  };
}
