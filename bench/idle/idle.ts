import { connectLightly, type LightClient } from '../clients/light-client.ts';
import { inTurns, sleep } from '../herd/return.ts';
import { startNodeProcess, type NodeOptions, type NodeProcess } from '../nodes/node-process.ts';
import { median, type Report } from '../report.ts';
import { SOCKET_SERVER_FLAGS } from '../../scripts/processes.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';

const CONNECTIONS = 10_000;
const ROUNDS = 1;
const EVENTS = 10;
/** Longer than any window in which presence and counts are gathered. */
const QUIET_MS = 3_000;
const RETRY_MS = 200;

/** One connection's share. */
interface IdleRound {
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** CPU time of its handshake and of joining a room. */
  readonly cpuMs: number;
}

/** Many connections that do nothing but stay: what each keeps of the node, ours in a room and bare Socket.IO's, in turn. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: EVENTS });
  const tokens = await addSignedIn(world, CONNECTIONS);
  const people = tokens.map((token, index) => ({
    token,
    eventId: world.eventIds[index % EVENTS] ?? '',
  }));
  const ours: IdleRound[] = [];
  const peer: IdleRound[] = [];
  const databaseUrl = world.url;
  const env = { NODE_OPTIONS: SOCKET_SERVER_FLAGS.join(' ') };
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await runRound({ databaseUrl, env }, people));
    peer.push(await runRound({ databaseUrl, program: 'bench/seen/bare-server.mjs' }, people));
  }
  return report({ ours, peer });
}

interface Person {
  readonly token: string;
  readonly eventId: string;
}

async function runRound(options: NodeOptions, people: readonly Person[]): Promise<IdleRound> {
  await using node = await startNodeProcess(options);
  // The first connections bring the code and the pools in.
  const first = await connectAll(node, people.slice(0, 200));
  for (const client of first) client.close();
  await sleep(QUIET_MS);
  const before = await node.collect();
  const clients = await connectAll(node, people);
  await sleep(QUIET_MS);
  const after = await node.collect();
  for (const client of clients) client.close();
  const each = (key: 'rssBytes' | 'heapBytes' | 'cpuMs'): number =>
    (after[key] - before[key]) / people.length;
  return { rssBytes: each('rssBytes'), heapBytes: each('heapBytes'), cpuMs: each('cpuMs') };
}

/** All are in their rooms. */
async function connectAll({ url }: NodeProcess, people: readonly Person[]): Promise<LightClient[]> {
  const clients: LightClient[] = [];
  await inTurns(people, async ({ token, eventId }) => {
    const client = await comeIn(url, token);
    const { ok } = (await client.request('join-event', { eventId })) as { readonly ok: boolean };
    if (!ok) throw new Error('a client could not join its room');
    clients.push(client);
  });
  return clients;
}

/** Tries again where the node is busy. */
async function comeIn(url: string, token: string): Promise<LightClient> {
  const auth = { token, v: 1 };
  for (;;) {
    const client = await connectLightly({ url, auth, onNotice: () => {}, onEnd: () => {} }).catch(
      () => null,
    );
    if (client !== null) return client;
    await sleep(RETRY_MS);
  }
}

function report(data: {
  readonly ours: readonly IdleRound[];
  readonly peer: readonly IdleRound[];
}): Report {
  const of = (rounds: readonly IdleRound[], key: keyof IdleRound): number =>
    median(rounds.map((round) => round[key]));
  const inKb = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KB`;
  const row = (name: string, rounds: readonly IdleRound[]): readonly string[] => [
    name,
    (of(rounds, 'rssBytes') / of(data.peer, 'rssBytes')).toFixed(2),
    inKb(of(rounds, 'rssBytes')),
    inKb(of(rounds, 'heapBytes')),
    `${of(rounds, 'cpuMs').toFixed(2)} ms`,
    String(rounds.length),
  ];
  return {
    name: 'idle',
    ratio: of(data.peer, 'rssBytes') / of(data.ours, 'rssBytes'),
    head: ['a connection', 'ours / bare', 'memory', 'of it heap', 'CPU to come in', 'runs'],
    rows: [
      row('ours, signed in and in its room', data.ours),
      row('bare Socket.IO, in its room', data.peer),
    ],
    verified: [`${CONNECTIONS} connections were open at once and in their rooms`],
    data,
  };
}
