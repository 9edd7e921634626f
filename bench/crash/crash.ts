import { setTimeout as sleep } from 'node:timers/promises';

import { v7 as newId } from 'uuid';
import { inTurns } from '../herd/return.ts';
import { fastWriters, startNodeProcess } from '../nodes/node-process.ts';
import type { Acknowledged } from '../load.ts';
import { inMs, median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { comeIn, untilAllHave, type Reader } from '../readers.ts';
import { verify } from '../verify.ts';
import { openWorld, type World } from '../world.ts';

const PEOPLE = 200;
const SENDERS = 20;
const ROUNDS = 5;
const TALK_MS = 2_000;
const DOWN_MS = 2_000;
/** Between two messages of one who sends. */
const PAUSE_MS = 50;
/** What is allowed until messages are taken again. */
const BOUND_MS = 5_000;

interface Round {
  /** From PostgreSQL taking connections again to the first message that is acknowledged. */
  readonly firstMs: number;
  readonly acknowledged: readonly Acknowledged[];
}

/** PostgreSQL is killed while people write, and started again: how long until the first message is taken? */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: 1 });
  const tokens = await addSignedIn(world, PEOPLE);
  const [eventId = ''] = world.eventIds;
  await using node = await startNodeProcess({ databaseUrl: world.url, env: fastWriters });
  const people: Reader[] = [];
  await inTurns(tokens, async (token) => {
    people.push(await comeIn(node.url, token, eventId));
  });
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(await runRound(world, people, eventId));
  }
  const acknowledged = rounds.flatMap((round) => round.acknowledged);
  await untilAllHave(people, acknowledged.length);
  const verified = await verify(world, acknowledged);
  const ended = people.filter((reader) => reader.hasEnded()).length;
  if (ended > 0) throw new Error(`${ended} of ${PEOPLE} connections ended`);
  for (const { client } of people) client.close();
  return report(rounds, [
    ...verified,
    `all ${PEOPLE} connections held, and everybody saw every acknowledged message once and in order`,
  ]);
}

/** Talk, a crash, and talk again when it is back. */
async function runRound(
  { server }: World,
  people: readonly Reader[],
  eventId: string,
): Promise<Round> {
  const taken: Taken[] = [];
  const stop = new AbortController();
  const writing = people
    .slice(0, SENDERS)
    .map((reader) => write({ reader, eventId, taken, signal: stop.signal }));
  await sleep(TALK_MS);
  await server.crash();
  await sleep(DOWN_MS);
  await server.start();
  const backAt = performance.now();
  await sleep(BOUND_MS);
  stop.abort();
  await Promise.all(writing);
  const firstAt = Math.min(...taken.map(({ at }) => at).filter((at) => at >= backAt));
  return { firstMs: firstAt - backAt, acknowledged: taken };
}

interface Taken extends Acknowledged {
  readonly at: number;
}

interface Writing {
  readonly reader: Reader;
  readonly eventId: string;
  readonly taken: Taken[];
  readonly signal: AbortSignal;
}

/** One message after the other, each again with its id until it is acknowledged, as our client does. */
async function write({ reader, eventId, taken, signal }: Writing): Promise<void> {
  while (!signal.aborted) {
    const message = { eventId, content: 'hello', clientMessageId: newId() };
    for (;;) {
      const answer = (await reader.client.request('send-message', message)) as Answer;
      if (answer.ok) {
        taken.push({ eventId, seq: answer.value.seq, id: answer.value.id, at: performance.now() });
        break;
      }
      await sleep(PAUSE_MS);
    }
    await sleep(PAUSE_MS);
  }
}

type Answer =
  | { readonly ok: true; readonly value: { readonly seq: number; readonly id: string } }
  | { readonly ok: false };

function report(rounds: readonly Round[], verified: readonly string[]): Report {
  const waits = rounds.map(({ firstMs }) => firstMs).toSorted((a, b) => a - b);
  const [shortest = NaN] = waits;
  const longest = waits.at(-1) ?? NaN;
  return {
    name: 'crash',
    ratio: BOUND_MS / longest,
    head: ['until a message is taken again', 'shortest', 'median', 'longest', 'runs'],
    rows: [
      [
        'PostgreSQL killed, 2 s away, back',
        inMs(shortest),
        inMs(median(waits)),
        inMs(longest),
        String(rounds.length),
      ],
    ],
    verified: [...verified, `the ratio is to the ${BOUND_MS / 1_000} s that are allowed`],
    data: { firstMs: waits },
  };
}
