import type { TalkOrder } from '../generator/boundary.ts';
import type { Report } from '../report.ts';
import { openContenders } from './contenders.ts';
import { measure, ratioOf, TALK_HEAD, toRow, type Round } from './talked.ts';
import { warmUp } from './warm-up.ts';

const PEOPLE = 1_000;
const ROUNDS = 5;
const TALK: TalkOrder = { pace: { perSecond: 20 }, ms: 4_000, senders: 20 };
/** The room's size changes what is compiled for a delivery. */
const IN_FULL_ROOM: TalkOrder = { ...TALK, ms: 2_000 };

/** A room of a thousand, twenty messages a second from twenty of them: what each delivery costs the server. */
export async function run(): Promise<Report> {
  await using contenders = await openContenders(PEOPLE);
  const both = [contenders.ours, contenders.peer];
  await contenders.come(TALK.senders);
  await warmUp(both);
  await contenders.come(PEOPLE - TALK.senders);
  for (const { generator } of both) await generator.talk(IN_FULL_ROOM);
  const ours: Round[] = [];
  const peer: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await measure(contenders.ours, TALK));
    peer.push(await measure(contenders.peer, TALK));
  }
  const wait = ratioOf(peer, ours, 'p99');
  return {
    name: 'fanout',
    ratio: ratioOf(ours, peer, 'cpuUs').median,
    head: ['1,000 people, 20 messages/s', ...TALK_HEAD],
    rows: [toRow(contenders.ours.name, ours), toRow(contenders.peer.name, peer, ours)],
    verified: [
      'every reader heard every message whole, once, and in one order without a gap',
      `p99 of ours / bare: ${wait.median.toFixed(2)} (${wait.min.toFixed(2)} … ${wait.max.toFixed(2)})`,
    ],
    data: { ours, peer },
  };
}
