import { EventEmitter } from 'node:events';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { LogEntry } from '../../domain/log.ts';
import {
  CLIENT_KINDS,
  type ChatSocket,
  type ClientKind,
  type JoinedPlace,
} from '../chat-socket.ts';
import { createFeed } from '../feeds/feed.ts';
import { createSealer } from '../resume/seal.ts';
import { Lanes } from './lanes.ts';
import { Member } from './member.ts';

const PLACE = { eventId: 'event', epoch: '0192f0f0-0000-7000-8000-000000000000' };
const sealer = createSealer('a secret of the tests, long enough');

/** More never wait on one connection. */
const WAITING_MAX = 48;

/** What lanes know of a connection: what waits on it, and that some of it has gone out. */
class Wire extends EventEmitter {
  readonly writeBuffer: { readonly data: string }[] = [];
  readonly transport = {};
  /** `seq`, and the sealed place behind it, of all that has gone out. */
  readonly received: { readonly seq: number; readonly offset: unknown }[] = [];

  /** The most that has waited at once. */
  peak = 0;

  write(data: string): void {
    this.writeBuffer.push({ data });
    this.peak = Math.max(this.peak, this.writeBuffer.length);
  }

  /** Lets some of what waits go out. */
  drain(count: number): void {
    for (const { data } of this.writeBuffer.splice(0, count)) {
      const [, payload, offset] = JSON.parse(data.slice(1)) as [string, { seq: number }, unknown];
      this.received.push({ seq: payload.seq, offset });
    }
    this.emit('drain');
  }
}

interface Reader {
  readonly member: Member;
  readonly wire: Wire;
  readonly from: number;
  /** Where it went out of the room, if it did; it gets nothing from there on. */
  ended: number | null;
}

type Step =
  | { readonly type: 'commit'; readonly count: number; readonly isHere: boolean }
  | { readonly type: 'wake'; readonly back: number }
  | { readonly type: 'join'; readonly kind: ClientKind; readonly back: number | null }
  | { readonly type: 'leave' | 'remove'; readonly who: number }
  | { readonly type: 'drain'; readonly who: number; readonly count: number }
  | { readonly type: 'read' }
  | { readonly type: 'turn' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('commit' as const),
      count: fc.integer({ min: 1, max: 90 }),
      isHere: fc.boolean(),
    }),
    fc.record({ type: fc.constant('wake' as const), back: fc.nat(5) }),
    fc.record({
      type: fc.constant('join' as const),
      kind: fc.constantFrom(...CLIENT_KINDS),
      back: fc.option(fc.nat(300), { nil: null }),
    }),
    fc.record({ type: fc.constantFrom('leave' as const, 'remove' as const), who: fc.nat(7) }),
    fc.record({ type: fc.constant('drain' as const), who: fc.nat(7), count: fc.nat(120) }),
    fc.record({ type: fc.constantFrom('read' as const, 'turn' as const) }),
  ),
  { minLength: 5, maxLength: 50 },
);

/** A log in memory, a feed, its lanes, and readers on wires. */
function setScene(scheduler: fc.Scheduler) {
  const log: LogEntry[] = [];
  const readers: Reader[] = [];
  const read = scheduler.scheduleFunction(async (after: number, limit: number) =>
    log.slice(after, after + limit),
  );
  const finish = (reader: Reader): void => {
    lanes.remove(reader.member);
    reader.ended ??= reader.member.cursor;
  };
  const readerOf = (member: Member): Reader | undefined =>
    readers.find((one) => one.member === member);
  const lanes: Lanes = new Lanes({
    ...PLACE,
    head: 0,
    seal: sealer.sealPlaces,
    read,
    onEnded: (member) => {
      const reader = readerOf(member);
      if (reader !== undefined) finish(reader);
    },
    onTooFarBehind: () => expect.unreachable('nobody is so far behind here'),
    onStuck: () => expect.unreachable('nobody stands still for so long here'),
    onRoom: () => feed.goOn(),
    onError: (error) => expect.unreachable(String(error)),
  });
  const feed = createFeed({
    head: 0,
    read,
    deliver(entry) {
      if (entry.kind === 'participation') {
        const reader = readers.find(({ member }) => member.socket.data.user.id === entry.person.id);
        if (reader !== undefined) reader.member.ending = { seq: entry.seq, reason: 'left' };
      }
      lanes.push(entry, false);
    },
    canDeliver: () => !lanes.isFull,
    onError: (error) => expect.unreachable(String(error)),
  });
  return { log, readers, lanes, feed, finish };
}
type Scene = ReturnType<typeof setScene>;

const placed = (seq: number) => ({
  eventId: PLACE.eventId,
  seq,
  actorId: 'author',
  createdAt: new Date(0),
});

function append({ log, feed }: Scene, entry: (seq: number) => LogEntry, isHere: boolean): void {
  const next = entry(log.length + 1);
  log.push(next);
  if (isHere) feed.accept(next);
}

const message = (seq: number): LogEntry => ({
  ...placed(seq),
  kind: 'message',
  id: `message-${seq}`,
  userName: 'Author',
  content: `text ${seq}`,
});

function join({ lanes, readers }: Scene, kind: ClientKind, back: number | null): void {
  const wire = new Wire();
  const joined = new Map<string, JoinedPlace>();
  const user = { id: `reader-${readers.length}`, name: 'Reader' };
  const socket = { conn: wire, connected: true, data: { user, sessionId: '', kind, joined } };
  const rights = { authorisedAt: 0, isOrganiser: false, since: 0 };
  const member = new Member(socket as unknown as ChatSocket, { ...PLACE, rights });
  joined.set(PLACE.eventId, member);
  if (back === null) lanes.enterLive(member);
  else lanes.enterAt(member, Math.max(0, lanes.head - back));
  readers.push({ member, wire, from: member.cursor, ended: null });
}

function remove(scene: Scene, who: number): void {
  const person = scene.readers[who]?.member.socket.data.user;
  if (person === undefined) return;
  const gone = { kind: 'participation', person, status: null, role: 'participant' } as const;
  append(scene, (seq) => ({ ...placed(seq), ...gone }), true);
}

function leave(scene: Scene, who: number): void {
  const reader = scene.readers[who];
  if (reader?.ended === null) scene.finish(reader);
}

/** One thing that happens. */
// oxlint-disable-next-line complexity -- one line for each kind of step
async function act(scene: Scene, step: Step, scheduler: fc.Scheduler): Promise<void> {
  const { log, feed, readers } = scene;
  switch (step.type) {
    case 'commit':
      for (let n = 0; n < step.count; n += 1) append(scene, message, step.isHere);
      return;
    case 'wake':
      return feed.wake(Math.max(0, log.length - step.back));
    case 'join':
      return join(scene, step.kind, step.back);
    case 'leave':
      return leave(scene, step.who);
    case 'remove':
      return remove(scene, step.who);
    case 'drain':
      return readers[step.who]?.wire.drain(step.count);
    case 'read':
      return scheduler.count() > 0 ? scheduler.waitOne() : undefined;
    case 'turn':
      await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Everything that was asked for comes, and everybody reads what they were sent. */
async function settle({ log, feed, readers }: Scene, scheduler: fc.Scheduler): Promise<void> {
  feed.wake(log.length);
  const isDone = (): boolean =>
    feed.delivered() === log.length &&
    readers.every(
      ({ member, wire, ended }) =>
        wire.writeBuffer.length === 0 && (ended !== null || member.cursor === log.length),
    );
  for (let round = 0; round < 2_000 && !isDone(); round += 1) {
    if (scheduler.count() > 0) await scheduler.waitAll();
    for (const { wire } of readers) wire.drain(200);
    // Now and then a round waits for the room's window.
    await new Promise((resolve) =>
      round % 8 === 7 ? setTimeout(resolve, 5) : setImmediate(resolve),
    );
  }
  expect(isDone()).toBe(true);
}

test('[ROOM-13] [ROOM-17] [ROOM-18] whatever comes between, every reader has every entry from its place on once, in order, until it goes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (scheduler, given) => {
      const scene = setScene(scheduler);
      join(scene, 'seed', null);
      for (const step of given) await act(scene, step, scheduler);
      await settle(scene, scheduler);
      for (const { member, wire, from, ended } of scene.readers) {
        expect(wire.peak).toBeLessThanOrEqual(WAITING_MAX);
        const to = ended ?? scene.log.length;
        const expected = Array.from({ length: to - from }, (_, index) => from + 1 + index);
        expect(wire.received.map(({ seq }) => seq)).toEqual(expected);
        for (const { seq, offset } of wire.received) {
          const place = [{ ...PLACE, cursor: seq }];
          expect(sealer.openPlaces(offset)).toEqual(member.kind === 'resume' ? place : null);
        }
        if (member.ending !== null) expect(to).toBeLessThan(member.ending.seq);
      }
      scene.lanes.dispose();
    }),
    { numRuns: 150 },
  );
}, 60_000);
