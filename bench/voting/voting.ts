import { setTimeout as sleep } from 'node:timers/promises';

import { fastWriters, startNodeProcess, type NodeProcess } from '../nodes/node-process.ts';
import { comeIn, spreadOf, talk, untilAllHave, type Reader } from '../readers.ts';
import { inMs, median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld, type World } from '../world.ts';
import { TellsSums } from './tells-sums.ts';

const PEOPLE = 2_000;
/** In which each of them votes once. */
const VOTING_MS = 10_000;
const MESSAGES_PER_SECOND = 10;
const ROUNDS = 3;
const OPTIONS = ['one', 'two', 'three', 'four'];
const SETTLE_MS = 1_500;
/** Few at once: a crowd at the door is another bench. */
const AT_THE_DOOR = 8;

interface Room {
  readonly world: World;
  readonly node: NodeProcess;
  readonly tokens: readonly string[];
  readonly eventId: string;
}

interface Round {
  /** From send to seen, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Most notices of the poll that anybody was sent within a second. */
  readonly noticesPerSecond: number;
  /** From the vote to its answer, in milliseconds; the slowest. */
  readonly slowestVote: number;
}

interface Rounds {
  readonly quiet: readonly Round[];
  readonly voting: readonly Round[];
}

/** A room in which everybody votes within ten seconds, and the same room in which nobody does, in turn. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: 1 });
  const tokens = await addSignedIn(world, PEOPLE);
  const [eventId = ''] = world.eventIds;
  // The first of them asks.
  await world.database.db
    .updateTable('participation')
    .set({ role: 'organiser' })
    .where('user_id', '=', 'crowd-0')
    .execute();
  await using node = await startNodeProcess({ databaseUrl: world.url, env: fastWriters });
  const room: Room = { world, node, tokens, eventId };
  const quiet: Round[] = [];
  const voting: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    quiet.push(await runRound(room, false));
    voting.push(await runRound(room, true));
  }
  return report({ quiet, voting });
}

async function runRound({ world, node, tokens, eventId }: Room, isVoting: boolean): Promise<Round> {
  const people: Reader[] = [];
  const told = tokens.map(() => new TellsSums());
  for (let first = 0; first < tokens.length; first += AT_THE_DOOR) {
    const next = tokens.slice(first, first + AT_THE_DOOR);
    const come = next.map((token, index) =>
      comeIn(node.url, token, eventId, told[first + index]?.unread),
    );
    people.push(...(await Promise.all(come)));
  }
  await sleep(SETTLE_MS);
  const messageId = await ask(people[0], eventId);
  const votes = isVoting ? vote(people, { eventId, messageId }) : Promise.resolve([0]);
  const sent = await talk(people, { eventId, perSecond: MESSAGES_PER_SECOND, ms: VOTING_MS });
  const waits = await votes;
  await untilAllHave(people, sent + 1);
  await sleep(SETTLE_MS);
  if (isVoting) await verify(world, told, messageId);
  for (const { client } of people) client.close();
  await sleep(500);
  const noticesPerSecond = Math.max(...told.map((own) => own.mostInASecond()));
  return { ...spreadOf(people), noticesPerSecond, slowestVote: Math.max(...waits) };
}

async function ask(somebody: Reader | undefined, eventId: string): Promise<string> {
  const asked = { eventId, question: 'Which one?', options: OPTIONS };
  const answer = (await somebody?.client.request('create-poll', asked)) as {
    readonly value?: { readonly id: string };
  };
  if (answer.value === undefined) throw new Error('nothing could be asked');
  return answer.value.id;
}

/** Each once, spread evenly. @returns how long each waited for the answer. */
async function vote(
  people: readonly Reader[],
  poll: { readonly eventId: string; readonly messageId: string },
): Promise<readonly number[]> {
  const startedAt = performance.now();
  return Promise.all(
    people.map(async ({ client }, index) => {
      const dueAt = startedAt + (index * VOTING_MS) / people.length;
      await sleep(Math.max(0, dueAt - performance.now()));
      const votedAt = performance.now();
      const choices = [index % OPTIONS.length];
      const answer = (await client.request('vote', { ...poll, choices })) as {
        readonly ok: boolean;
      };
      if (!answer.ok) throw new Error(`a vote was refused: ${JSON.stringify(answer)}`);
      return performance.now() - votedAt;
    }),
  );
}

/** @throws where the rows say anything else than what everybody did, or somebody was told other sums in the end. */
async function verify(
  { database }: World,
  told: readonly TellsSums[],
  messageId: string,
): Promise<void> {
  const right = OPTIONS.map(() => PEOPLE / OPTIONS.length).join();
  const rows = await database.db
    .selectFrom('poll_vote')
    .select('choices')
    .where('message_id', '=', messageId)
    .execute();
  const stored = OPTIONS.map((_, option) => rows.filter(({ choices }) => choices.includes(option)));
  if (stored.map(({ length }) => length).join() !== right) throw new Error('votes are missing');
  const wrong = told.filter((own) => own.votesOf(messageId) !== right);
  if (wrong.length > 0) throw new Error(`${wrong.length} people were told wrong sums in the end`);
}

function report(rounds: Rounds): Report {
  const { quiet, voting } = rounds;
  const of = (some: readonly Round[], key: keyof Round): number =>
    median(some.map((round) => round[key]));
  const row = (name: string, some: readonly Round[]): readonly string[] => [
    name,
    inMs(of(some, 'p50')),
    inMs(of(some, 'p99')),
    String(Math.max(...some.map((round) => round.noticesPerSecond))),
    inMs(of(some, 'slowestVote')),
    String(some.length),
  ];
  return {
    name: 'voting',
    ratio: of(quiet, 'p99') / of(voting, 'p99'),
    head: [
      'the room',
      'p50',
      'p99',
      'most notices of the poll in a second',
      'slowest vote',
      'runs',
    ],
    rows: [
      row('nobody votes', quiet),
      row(`all ${PEOPLE.toLocaleString('en')} vote within 10 s`, voting),
    ],
    verified: [
      `all ${PEOPLE} people saw every message once and in order`,
      'every vote was stored once, and everybody was told the right sums in the end',
    ],
    data: { ...rounds },
  };
}
