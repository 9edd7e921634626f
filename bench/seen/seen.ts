import { setTimeout as sleep } from 'node:timers/promises';

import { connectLightly, type LightClient } from '../clients/light-client.ts';
import { inTurns } from '../herd/return.ts';
import { fastWriters, startNodeProcess, type NodeProcess } from '../nodes/node-process.ts';
import { inMs, median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';

const PEOPLE = 100;
const MESSAGES_PER_SECOND = 20;
const ROUND_MS = 6_000;
const ROUNDS = 3;

export async function run(): Promise<Report> {
  const { ours, peer } = await runSeen();
  const row = (name: string, rounds: readonly SeenRound[]): readonly string[] => [
    name,
    ...(['p50', 'p99', 'max'] as const).map((at) => inMs(median(rounds.map((round) => round[at])))),
    String(rounds.length),
  ];
  for (const { seen, owed } of ours) {
    if (seen !== owed) throw new Error(`${owed} deliveries were owed, and ${seen} came`);
  }
  const p50 = (rounds: readonly SeenRound[]): number => median(rounds.map((round) => round.p50));
  return {
    name: 'seen',
    ratio: p50(peer) / p50(ours),
    head: ['send to seen', 'p50', 'p99', 'max', 'runs'],
    rows: [row('ours, stored', ours), row('bare Socket.IO, not stored', peer)],
    verified: ['everybody saw every message once'],
    data: { ours, peer },
  };
}

/** From the send to each of those who see it, in milliseconds. */
interface SeenRound {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Deliveries that came, and that should have. */
  readonly seen: number;
  readonly owed: number;
}

interface SeenResult {
  readonly ours: readonly SeenRound[];
  /** Bare Socket.IO, which stores nothing. */
  readonly peer: readonly SeenRound[];
}

/** A hundred people in one room, twenty messages a second: how long until everybody sees each? In turns with the peer. */
async function runSeen(): Promise<SeenResult> {
  await using world = await openWorld({ people: 1, events: 1 });
  const tokens = await addSignedIn(world, PEOPLE);
  const [eventId = ''] = world.eventIds;
  await using node = await startNodeProcess({ databaseUrl: world.url, env: fastWriters });
  await using bare = await startNodeProcess({
    databaseUrl: world.url,
    program: 'bench/seen/bare-server.mjs',
  });
  const ours: SeenRound[] = [];
  const peer: SeenRound[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await runRound(node, tokens, eventId));
    peer.push(await runRound(bare, tokens, eventId));
  }
  return { ours, peer };
}

async function runRound(
  { url }: NodeProcess,
  tokens: readonly string[],
  eventId: string,
): Promise<SeenRound> {
  const waits: number[] = [];
  const clients: LightClient[] = [];
  const onNotice = (name: string, { content }: Record<string, unknown>): void => {
    if (name === 'new-message') waits.push(performance.now() - Number(content));
  };
  await inTurns(tokens, async (token) => {
    const client = await connectLightly({ url, auth: { token, v: 1 }, onNotice, onEnd: () => {} });
    await client.request('join-event', { eventId });
    clients.push(client);
  });
  let sent = 0;
  const timer = setInterval(() => {
    const content = String(performance.now());
    void clients[sent % clients.length]?.request('send-message', { eventId, content });
    sent += 1;
  }, 1_000 / MESSAGES_PER_SECOND);
  await sleep(ROUND_MS);
  clearInterval(timer);
  await sleep(500);
  for (const client of clients) client.close();
  waits.sort((a, b) => a - b);
  const at = (share: number): number => waits[Math.floor(waits.length * share)] ?? NaN;
  const max = waits.at(-1) ?? NaN;
  return { p50: at(0.5), p99: at(0.99), max, seen: waits.length, owed: sent * clients.length };
}
