import { setTimeout as sleep } from 'node:timers/promises';

import { fastWriters, startNodeProcess, type NodeProcess } from '../nodes/node-process.ts';
import { comeIn, spreadOf, talk, untilAllHave, type Reader, type Unread } from '../readers.ts';
import { inMs, median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';

const PEOPLE = 1_000;
const REACTING = 100;
/** Each of them reacts once in each burst, and takes it back in the next. */
const BURST_EVERY_MS = 2_000;
const MESSAGES_PER_SECOND = 10;
const TALK_MS = 10_000;
const ROUNDS = 3;
const EMOJI = '🎉';
const SETTLE_MS = 1_500;

interface Room {
  readonly node: NodeProcess;
  readonly tokens: readonly string[];
  readonly eventId: string;
}

interface Round {
  /** From send to seen, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Most notices of reactions that anybody was sent within a second. */
  readonly noticesPerSecond: number;
}

interface Notice {
  readonly messageId: string;
  readonly reactions: readonly { readonly count: number }[];
}

interface Rounds {
  readonly quiet: readonly Round[];
  readonly reacting: readonly Round[];
}

/** When somebody was told of reactions, and what last. */
class Told {
  readonly times: number[] = [];
  #last = '[]';

  readonly unread: Unread = {
    name: 'reactions-changed',
    keep: (text) => {
      this.times.push(performance.now());
      this.#last = text.slice(text.indexOf('['));
    },
  };

  /** How many reactions a message has by what they were told last. */
  countOf(messageId: string): number {
    const [, notice] = JSON.parse(this.#last) as [string, Notice | undefined];
    if (notice?.messageId !== messageId) return NaN;
    return notice.reactions.reduce((sum, { count }) => sum + count, 0);
  }

  mostInASecond(): number {
    const within = this.times.map(
      (from) => this.times.filter((at) => at >= from && at < from + 1_000).length,
    );
    return Math.max(0, ...within);
  }
}

/** A room in which a hundred react at once, every other second, and the same room in which nobody does, in turn. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: 1 });
  const tokens = await addSignedIn(world, PEOPLE);
  const [eventId = ''] = world.eventIds;
  await using node = await startNodeProcess({ databaseUrl: world.url, env: fastWriters });
  const room: Room = { node, tokens, eventId };
  const quiet: Round[] = [];
  const reacting: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    quiet.push(await runRound(room, 0));
    reacting.push(await runRound(room, REACTING));
  }
  return report({ quiet, reacting });
}

async function runRound({ node, tokens, eventId }: Room, crowd: number): Promise<Round> {
  const people: Reader[] = [];
  const told: Told[] = [];
  // One after the other: a crowd at the door is another bench.
  for (const token of tokens) {
    const own = new Told();
    told.push(own);
    people.push(await comeIn(node.url, token, eventId, own.unread));
  }
  await sleep(SETTLE_MS);
  const messageId = await sayFirst(people[0], eventId);
  const over = new AbortController();
  const bursts = react(people.slice(0, crowd), { eventId, messageId }, over.signal);
  const sent = await talk(inTurn(people), {
    eventId,
    perSecond: MESSAGES_PER_SECOND,
    ms: TALK_MS,
  });
  over.abort();
  const count = await bursts;
  await untilAllHave(people, sent + 1);
  await sleep(SETTLE_MS);
  if (crowd > 0) verify(told, messageId, count);
  for (const { client } of people) client.close();
  await sleep(500);
  const noticesPerSecond = Math.max(...told.map((own) => own.mostInASecond()));
  return { ...spreadOf(people), noticesPerSecond };
}

/** Everybody talks, those who react as often as the others. */
const inTurn = (people: readonly Reader[]): readonly Reader[] => {
  const every = people.length / REACTING;
  return people.map(
    (_, index) => people[(index % every) * REACTING + Math.floor(index / every)] as Reader,
  );
};

async function sayFirst(somebody: Reader | undefined, eventId: string): Promise<string> {
  const asked = { eventId, content: 'what they react to' };
  const answer = (await somebody?.client.request('send-message', asked)) as {
    readonly value?: { readonly id: string };
  };
  if (answer.value === undefined) throw new Error('nothing could be said');
  return answer.value.id;
}

/** All at once, again and again. @returns how many reactions there are in the end. */
async function react(
  crowd: readonly Reader[],
  message: { readonly eventId: string; readonly messageId: string },
  over: AbortSignal,
): Promise<number> {
  let on = false;
  while (crowd.length > 0 && !over.aborted) {
    on = !on;
    const asked = { ...message, emoji: EMOJI, on };
    const answers = await Promise.all(crowd.map(({ client }) => client.request('react', asked)));
    const refused = answers.find((answer) => !(answer as { readonly ok: boolean }).ok);
    if (refused !== undefined)
      throw new Error(`a reaction was refused: ${JSON.stringify(refused)}`);
    await sleep(BURST_EVERY_MS);
  }
  return on ? crowd.length : 0;
}

/** @throws where somebody was told another number in the end. */
function verify(told: readonly Told[], messageId: string, count: number): void {
  const wrong = told.filter((own) => own.countOf(messageId) !== count);
  if (wrong.length > 0)
    throw new Error(`${wrong.length} people were told a wrong count in the end`);
}

function report(rounds: Rounds): Report {
  const { quiet, reacting } = rounds;
  const of = (some: readonly Round[], key: keyof Round): number =>
    median(some.map((round) => round[key]));
  const row = (name: string, some: readonly Round[]): readonly string[] => [
    name,
    inMs(of(some, 'p50')),
    inMs(of(some, 'p99')),
    String(Math.max(...some.map((round) => round.noticesPerSecond))),
    String(some.length),
  ];
  return {
    name: 'reacting',
    ratio: of(quiet, 'p99') / of(reacting, 'p99'),
    head: ['the room', 'p50', 'p99', 'most notices of reactions in a second', 'runs'],
    rows: [
      row('nobody reacts', quiet),
      row(`${REACTING} people react at once, each two seconds`, reacting),
    ],
    verified: [
      `all ${PEOPLE} people saw every message once and in order`,
      'and were told the right number of reactions in the end',
    ],
    data: { ...rounds },
  };
}
