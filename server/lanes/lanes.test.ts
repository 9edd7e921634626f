import { expect, test } from 'vitest';

import type { LogEntry } from '../../domain/log.ts';
import { LaneWire } from '../../tests/harness/lane-wire.ts';
import { waitUntil } from '../../tests/harness/wait-until.ts';
import type { ChatSocket, ClientKind, JoinedPlace } from '../chat-socket.ts';
import { createSealer } from '../resume/seal.ts';
import { Lanes } from './lanes.ts';
import { Member } from './member.ts';

const PLACE = { eventId: 'event', epoch: '0192f0f0-0000-7000-8000-000000000000' };

function createLanes(): Lanes {
  const never = (): void => expect.unreachable('nobody lags here');
  return new Lanes({
    ...PLACE,
    head: 0,
    seal: createSealer('a secret of the tests, long enough').sealPlaces,
    read: () => Promise.resolve([]),
    onEnded: never,
    onTooFarBehind: never,
    onStuck: never,
    onRoom: () => {},
    onError: never,
  });
}

function enter(lanes: Lanes, kind: ClientKind, isOrganiser = false, from?: number) {
  const wire = new LaneWire(true);
  const data = {
    user: { id: '', name: '' },
    sessionId: '',
    kind,
    joined: new Map<string, JoinedPlace>(),
  };
  const socket = { conn: wire, connected: true, data } as unknown as ChatSocket;
  const rights = { authorisedAt: 0, isOrganiser, since: 0 };
  const member = new Member(socket, { ...PLACE, rights });
  if (from === undefined) lanes.enterLive(member);
  else lanes.enterAt(member, from);
  return {
    wire,
    member,
    hasUpTo: (last: number) =>
      waitUntil(() => wire.arrived.some((one) => 'seq' in one && one.seq === last), `${last}`),
    told: () => wire.arrived.map((one) => ('seq' in one ? [one.seq, one.after] : [])),
  };
}

const placed = (seq: number) => ({ ...PLACE, seq, actorId: 'author', createdAt: new Date(0) });
const message = (seq: number): LogEntry => ({
  ...placed(seq),
  kind: 'message',
  id: `message-${seq}`,
  userName: 'Author',
  content: `text ${seq}`,
});
const update = (seq: number): LogEntry => ({ ...placed(seq), kind: 'event-updated' });

test('[ROOM-8] what is for organisers goes to them alone, and everybody is told what they had before', async () => {
  const lanes = createLanes();
  const organiser = enter(lanes, 'v1', true);
  const other = enter(lanes, 'v1');
  lanes.push(message(1), false);
  lanes.push(update(2), true);
  lanes.push(message(3), false);
  await Promise.all([organiser.hasUpTo(3), other.hasUpTo(3)]);
  expect(organiser.told()).toEqual([
    [1, 0],
    [2, 1],
    [3, 1],
  ]);
  expect(other.told()).toEqual([
    [1, 0],
    [3, 1],
  ]);
  lanes.dispose();
});

test('[ROOM-8] who came after an entry that others were not told of does not make them believe that they were', async () => {
  const lanes = createLanes();
  const early = enter(lanes, 'seed');
  const ours = enter(lanes, 'v1');
  lanes.push(message(1), false);
  await early.hasUpTo(1);
  lanes.push(update(2), false);
  // Its lane is one of its own until the others have got over the second.
  const late = enter(lanes, 'seed');
  await ours.hasUpTo(2);
  lanes.push(message(3), false);
  await early.hasUpTo(3);
  lanes.push(message(4), false);
  await Promise.all([early.hasUpTo(4), late.hasUpTo(4)]);
  expect(early.told()).toEqual([
    [1, 0],
    [3, 1],
    [4, 3],
  ]);
  // It counts as told of what they were: that it knows of more is no harm.
  expect(late.told().at(0)).toEqual([3, 1]);
  lanes.dispose();
});

test('[ROOM-22] who joins is told of nothing that the lanes still hold back', async () => {
  const lanes = createLanes();
  const early = enter(lanes, 'v1');
  lanes.push(message(1), false);
  const late = enter(lanes, 'v1');
  lanes.push(message(2), false);
  await Promise.all([early.hasUpTo(2), late.hasUpTo(2)]);
  expect(early.told()).toEqual([
    [1, 0],
    [2, 1],
  ]);
  expect(late.told()).toEqual([[2, 1]]);
  lanes.dispose();
});

test('[ROOM-14] those who come back to the same place are sent one piece, at once, in one write with what follows', async () => {
  const lanes = createLanes();
  for (let seq = 1; seq <= 25; seq += 1) lanes.push(message(seq), false);
  const [one, two, other] = [
    enter(lanes, 'v1', false, 5),
    enter(lanes, 'v1', true, 5),
    enter(lanes, 'seed', false, 24),
  ];
  const expected = Array.from({ length: 20 }, (_, index) => [index + 6, index + 5]);
  expect(one.told()).toEqual(expected);
  expect(two.told()).toEqual(expected);
  expect(other.told()).toEqual([[25, 24]]);
  expect(one.wire.lastPiece).toBe(two.wire.lastPiece);
  expect([one, two, other].map(({ wire }) => wire.isHeld)).toEqual([true, true, true]);
  await new Promise((resolve) => setImmediate(resolve));
  expect([one, two, other].map(({ wire }) => wire.isHeld)).toEqual([false, false, false]);
  expect([one, two, other].every(({ member }) => member.isInLane)).toBe(true);
  // What was put together before the log went on is no more of use.
  lanes.push(message(26), false);
  const late = enter(lanes, 'v1', false, 5);
  expect(late.told()).toEqual([...expected, [26, 25]]);
  await Promise.all([one.hasUpTo(26), other.hasUpTo(26)]);
  expect(one.told()).toEqual(late.told());
  lanes.dispose();
});
