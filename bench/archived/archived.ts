import type { Pace } from '../generator/boundary.ts';
import { startGenerator, type Generator } from '../generator/generator.ts';
import type { Report } from '../report.ts';
import { guestsOf, openOurs, UNLIMITED } from '../rooms/side.ts';
import { measure, ratioOf, TALK_HEAD, toRow, type Contender } from '../rooms/talked.ts';
import { toTurn, type Turn } from '../rooms/turn.ts';
import { addSignedIn } from '../sessions.ts';
import { verifySent } from '../verify.ts';
import { openWorld } from '../world.ts';
import { countArchive } from './archive-count.ts';
import { startEjabberd, type Ejabberd } from './ejabberd.ts';

const PEOPLE = 200;
const ROOM = 'room';
const ROUNDS = 3;
const MS = 3_000;
const WARM_UP_MS = 1_000;
/** The headline is at the limit of each, with as many under way; then with as many a second for both. */
const PACES: readonly { readonly pace: Pace; readonly how: string }[] = [
  { pace: { inFlight: 20 }, how: '20 under way' },
  { pace: { perSecond: 20 }, how: '20 a second' },
];
/** A peer without numbers has an order that can be checked only where one writes, which is the least work for it too. */
const SENDERS = { ours: 20, peer: 1 } as const;

/** Everything that is written is kept: what a delivery costs server and database together, in turns with ejabberd. */
export async function run(): Promise<Report> {
  await using ejabberd = await startEjabberd();
  await using world = await openWorld({ people: 1, events: 1 });
  const tokens = await addSignedIn(world, PEOPLE);
  await using side = await openOurs(world.url, UNLIMITED);
  await side.come(guestsOf(world.eventIds[0] ?? '', tokens));
  await using generator = startGenerator();
  const peer = await fill(ejabberd, generator, tokens);
  const ours: Contender = { ...side, name: 'ours, PostgreSQL', databasePid: world.server.pid() };
  const turns = PACES.map(({ pace, how }) => ({
    ours: toTurn(ours, { pace, ms: MS, senders: SENDERS.ours }, how),
    peer: toTurn(peer, { pace, ms: MS, senders: SENDERS.peer }, how),
  }));
  const sent = { ours: 0, peer: 0 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const pair of turns) {
      sent.ours += await take(pair.ours, round);
      sent.peer += await take(pair.peer, round);
    }
  }
  const stored = await verifySent(world, sent.ours);
  return toReport(turns, [stored, await verifyArchive(ejabberd, sent.peer)]);
}

/** 200 who have come into the same room there. */
async function fill(
  { port, pid }: Ejabberd,
  generator: Generator,
  tokens: readonly string[],
): Promise<Contender> {
  const people = [...guestsOf(ROOM, tokens)];
  await generator.connect({ wire: 'xmpp', port, people });
  return { name: 'ejabberd, its archive', pid, generator };
}

/** A turn, of which the first warms up; how many were sent. */
async function take({ contender, order, rounds }: Turn, round: number): Promise<number> {
  if (round === 0) return (await contender.generator.talk({ ...order, ms: WARM_UP_MS })).sent;
  const measured = await measure(contender, order);
  rounds.push(measured);
  return measured.sent;
}

async function verifyArchive({ port }: Ejabberd, sent: number): Promise<string> {
  const count = await countArchive(port, ROOM);
  if (count !== sent) throw new Error(`of ${sent} messages ejabberd’s archive has ${count}`);
  return `all ${sent.toLocaleString('en')} messages of the peer are in its archive`;
}

interface Pair {
  readonly ours: Turn;
  readonly peer: Turn;
}

function toReport(turns: readonly Pair[], stored: readonly string[]): Report {
  const ratios = turns.map(({ ours, peer }) => ratioOf(ours.rounds, peer.rounds, 'cpuUs').median);
  return {
    name: 'archived',
    ratio: ratios[0] ?? NaN,
    head: [`${PEOPLE} people, messages`, ...TALK_HEAD],
    rows: turns.flatMap(({ ours, peer }) => [
      toRow(ours.name, ours.rounds),
      toRow(peer.name, peer.rounds, ours.rounds),
    ]),
    verified: [
      'every reader heard every message whole, once, and in one order without a gap',
      ...stored,
    ],
    data: turns.map(({ ours, peer }) => ({ ours: ours.rounds, peer: peer.rounds })),
  };
}
