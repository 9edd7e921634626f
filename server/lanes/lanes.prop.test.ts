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
import { LaneWire } from '../../tests/harness/lane-wire.ts';
import { createSealer } from '../resume/seal.ts';
import { tellMembers } from '../rooms/tell-members.ts';
import { keepInStep } from './keep-in-step.ts';
import { Lanes } from './lanes.ts';
import { Member } from './member.ts';

const PLACE = { eventId: 'event', epoch: '0192f0f0-0000-7000-8000-000000000000' };
const sealer = createSealer('a secret of the tests, long enough');

/** More never wait on one connection, nor more text in its stream: a bundle, and as many packets again. */
const WAITING_MAX = 48;
const LONG = 4_000;
const BUNDLE_MAX_BYTES = 64 * 1_024;
const STREAM_MAX_BYTES = BUNDLE_MAX_BYTES + WAITING_MAX * (LONG + 500);
/** What a lane holds back at most while nothing is wrong. */
const HELD_MAX = 32;

interface Reader {
  readonly member: Member;
  readonly wire: LaneWire;
  readonly from: number;
  /** Where it went out of the room, if it did; it gets nothing from there on. */
  ended: number | null;
  /** How often it was told something that is no entry. */
  told: number;
}

type Step =
  | {
      readonly type: 'commit';
      readonly count: number;
      readonly isHere: boolean;
      readonly isLong: boolean;
    }
  | { readonly type: 'wake'; readonly back: number }
  | {
      readonly type: 'join';
      readonly kind: ClientKind;
      readonly isWebSocket: boolean;
      readonly back: number | null;
    }
  | { readonly type: 'leave' | 'remove' | 'stall' | 'upgrade'; readonly who: number }
  | { readonly type: 'other' | 'tell'; readonly who: number }
  | { readonly type: 'drain'; readonly who: number; readonly count: number }
  | { readonly type: 'read' }
  | { readonly type: 'turn' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('commit' as const),
      count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 90 })),
      isHere: fc.boolean(),
      isLong: fc.boolean(),
    }),
    fc.record({ type: fc.constant('wake' as const), back: fc.nat(5) }),
    fc.record({
      type: fc.constant('join' as const),
      kind: fc.constantFrom(...CLIENT_KINDS),
      isWebSocket: fc.boolean(),
      back: fc.option(fc.nat(300), { nil: null }),
    }),
    fc.record({ type: fc.constantFrom('leave', 'remove', 'stall', 'upgrade'), who: fc.nat(7) }),
    fc.record({ type: fc.constantFrom('other' as const, 'tell' as const), who: fc.nat(7) }),
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

const message = (seq: number, isLong: boolean): LogEntry => ({
  ...placed(seq),
  kind: 'message',
  id: `message-${seq}`,
  userName: 'Author',
  content: `text ${seq}`.padEnd(isLong ? LONG : 0),
});

function join(
  { lanes, readers }: Scene,
  kind: ClientKind,
  { isWebSocket, back }: { isWebSocket: boolean; back: number | null },
): void {
  const wire = new LaneWire(isWebSocket);
  const joined = new Map<string, JoinedPlace>();
  const user = { id: `reader-${readers.length}`, name: 'Reader' };
  const socket = { conn: wire, connected: true, data: { user, sessionId: '', kind, joined } };
  const rights = { authorisedAt: 0, isOrganiser: false, since: 0 };
  const member = new Member(socket as unknown as ChatSocket, { ...PLACE, rights });
  keepInStep(socket as unknown as ChatSocket);
  joined.set(PLACE.eventId, member);
  if (back === null) {
    const isFlood = readers.some(
      (one) => one.member.isInLane && lanes.head - one.member.cursor > HELD_MAX,
    );
    lanes.enterLive(member);
    // Nothing that was there before comes, but in a flood.
    if (!isFlood) expect(member.cursor).toBe(lanes.head);
  }
  // It may be sent all at once, and stand at the head then.
  const from = back === null ? member.cursor : Math.max(0, lanes.head - back);
  if (back !== null) lanes.enterAt(member, from);
  readers.push({ member, wire, from, ended: null, told: 0 });
}

const whoOf = ({ readers }: Scene, who: number): Reader | undefined =>
  readers[who % readers.length];

function remove(scene: Scene, who: number): void {
  const person = whoOf(scene, who)?.member.socket.data.user;
  if (person === undefined) return;
  const gone = { kind: 'participation', person, status: null, role: 'participant' } as const;
  append(scene, (seq) => ({ ...placed(seq), ...gone }), true);
}

/** Whether nothing keeps it from getting at once what its lane holds back. */
const isReady = ({ lanes }: Scene, { member, wire, ended }: Reader): boolean => {
  const held = lanes.head - member.cursor;
  const isInStep = member.isInLane && member.ending === null && ended === null;
  return isInStep && held <= HELD_MAX && wire.writeBuffer.length + held <= WAITING_MAX;
};

function leave(scene: Scene, who: number): void {
  const reader = whoOf(scene, who);
  if (reader?.ended !== null) return;
  const isToHaveAll = isReady(scene, reader);
  scene.finish(reader);
  if (isToHaveAll) expect(reader.ended).toBe(scene.lanes.head);
}

/** An answer, or by `tell` a notice of the room's that is no entry. */
function tellOther(scene: Scene, type: 'other' | 'tell', reader: Reader): void {
  const { head } = scene.lanes;
  const isToHaveAll = isReady(scene, reader);
  const told = ['other', isToHaveAll ? head : 0] as const;
  reader.told += 1;
  if (type === 'tell') tellMembers([reader.member], { kinds: CLIENT_KINDS }, told);
  else reader.wire.write(`2${JSON.stringify(told)}`);
  if (isToHaveAll) expect(reader.member.cursor).toBe(head);
}

/** One thing that happens. */
// oxlint-disable-next-line complexity -- one line for each kind of step
async function act(scene: Scene, step: Step, scheduler: fc.Scheduler): Promise<void> {
  const { log, feed } = scene;
  switch (step.type) {
    case 'commit':
      for (let n = 0; n < step.count; n += 1) {
        append(scene, (seq) => message(seq, step.isLong), step.isHere);
      }
      return;
    case 'wake':
      return feed.wake(Math.max(0, log.length - step.back));
    case 'join':
      return join(scene, step.kind, step);
    case 'leave':
      return leave(scene, step.who);
    case 'remove':
      return remove(scene, step.who);
    case 'stall':
    case 'upgrade':
      return whoOf(scene, step.who)?.wire[step.type]();
    case 'other':
    case 'tell': {
      const reader = whoOf(scene, step.who);
      return reader === undefined ? undefined : tellOther(scene, step.type, reader);
    }
    case 'drain':
      return whoOf(scene, step.who)?.wire.drain(step.count);
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
      ({ member, wire, ended }) => wire.isEmpty && (ended !== null || member.cursor === log.length),
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

function judge({ log }: Scene, { member, wire, from, ended, told }: Reader): void {
  // What is no entry is put behind the others, however many wait.
  expect(wire.peak).toBeLessThanOrEqual(WAITING_MAX + told);
  expect(wire.largestWrite).toBeLessThanOrEqual(BUNDLE_MAX_BYTES);
  expect(wire.peakBytes).toBeLessThanOrEqual(STREAM_MAX_BYTES);
  const to = ended ?? log.length;
  const expected = Array.from({ length: to - from }, (_, index) => from + 1 + index);
  const entries = wire.arrived.filter((arrival) => 'seq' in arrival);
  expect(entries.map(({ seq }) => seq)).toEqual(expected);
  for (const { seq, after, offset } of entries) {
    expect(after).toBeLessThan(seq);
    expect(after).toBeGreaterThanOrEqual(Math.min(from, seq - 1));
    const place = [{ ...PLACE, cursor: seq }];
    expect(sealer.openPlaces(offset)).toEqual(member.kind === 'resume' ? place : null);
  }
  if (member.ending !== null) expect(to).toBeLessThan(member.ending.seq);
  let last = from;
  for (const arrival of wire.arrived) {
    if ('seq' in arrival) last = arrival.seq;
    else expect(last).toBeGreaterThanOrEqual(Math.min(arrival.others, to));
  }
}

test('[ROOM-13] [ROOM-17] [ROOM-18] [ROOM-22] whatever comes between, every reader has every entry from its place on once, in order, until it goes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (scheduler, given) => {
      const scene = setScene(scheduler);
      join(scene, 'seed', { isWebSocket: true, back: null });
      for (const step of given) await act(scene, step, scheduler);
      await settle(scene, scheduler);
      for (const reader of scene.readers) judge(scene, reader);
      scene.lanes.dispose();
    }),
    { numRuns: 300 },
  );
}, 60_000);
