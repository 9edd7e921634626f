import { setImmediate as turn } from 'node:timers/promises';

import type { LogEntry } from '../../../domain/log.ts';
import type { ChatSocket } from '../../../server/chat-socket.ts';
import { Lanes } from '../../../server/lanes/lanes.ts';
import { Member } from '../../../server/lanes/member.ts';

/** Few members tell what a message costs, many what a write to one of them does. */
const FEW = 1;
const MANY = 1_000;
/** As many as a lane holds back at most: they go out at once, whatever the clock says. */
const TOGETHER = 32;
const ROUNDS = 100;
const PLACE = { eventId: 'event', epoch: '0192f0f0-0000-7000-8000-000000000000' };

const collect = globalThis.gc;
if (collect === undefined) throw new Error('to be started with --expose-gc');

let writes = 0;

/** A connection that takes everything at once, and costs nothing. */
class TCP {
  writeBuffer(): number {
    writes += 1;
    return 0;
  }
}

function createSocket(): ChatSocket {
  const stream = { writableLength: 0, write: fail, _handle: new TCP() };
  const socket = { readyState: 1, extensions: '', bufferedAmount: 0, _socket: stream };
  const transport = { name: 'websocket', socket };
  const conn = { readyState: 'open', upgrading: false, writeBuffer: [], transport };
  const data = { user: { id: 'reader' }, kind: 'v1', joined: new Map<string, never>() };
  return { conn, connected: true, data } as unknown as ChatSocket;
}

function fail(): never {
  throw new Error('that does not happen here');
}

function createRoom(members: number): Lanes {
  const lanes = new Lanes({
    ...PLACE,
    head: 0,
    seal: () => '',
    read: () => Promise.resolve([]),
    onEnded: fail,
    onTooFarBehind: fail,
    onStuck: fail,
    onRoom: () => {},
    onError: fail,
  });
  const rights = { authorisedAt: 0, isOrganiser: false, since: 0 };
  for (let n = 0; n < members; n += 1) {
    lanes.enterLive(new Member(createSocket(), { ...PLACE, rights }));
  }
  return lanes;
}

const createdAt = new Date(0);
const message = (seq: number): LogEntry => ({
  eventId: PLACE.eventId,
  seq,
  actorId: 'author',
  createdAt,
  kind: 'message',
  id: 'message-000000',
  userName: 'Author',
  content: 'Something that people say to each other.',
});

/** In rounds, each of them with one write to each member. */
async function speak(lanes: Lanes, members: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = lanes.head;
    const due = writes + members;
    while (lanes.head < before + TOGETHER) lanes.push(message(lanes.head + 1), false);
    while (writes < due) await turn();
  }
}

/** Bytes that it took. */
async function measure(members: number): Promise<number> {
  const lanes = createRoom(members);
  await speak(lanes, members);
  writes = 0;
  collect?.();
  const before = process.memoryUsage().heapUsed;
  await speak(lanes, members);
  const used = process.memoryUsage().heapUsed - before;
  if (writes !== members * ROUNDS) throw new Error(`${writes} writes to ${members} members`);
  lanes.dispose();
  return used;
}

await measure(MANY);
const few = await measure(FEW);
const many = await measure(MANY);
process.send?.({
  perMessage: few / (ROUNDS * TOGETHER),
  perWrite: (many - few) / ((MANY - FEW) * ROUNDS),
});
