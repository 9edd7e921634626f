import fc from 'fast-check';
import { expect, test } from 'vitest';

import { newEventRoom, nextEventRoom, toEventRoomState } from '../event-room.ts';
import type { EventRoom, EventRoomInput } from '../event-room.ts';
import { readSeqOf, unreadOf, untoldOf } from './reading.ts';

const joined = (seq: number, readSeq?: number, epoch = 'one'): EventRoomInput => ({
  type: 'joined',
  answer: {
    eventId: 'e1',
    seq,
    epoch,
    mode: 'live',
    minSeq: 0,
    role: 'participant',
    ...(readSeq !== undefined && { readSeq }),
    typists: [],
    attending: 1,
    interested: 0,
    online: 1,
  },
});

const said = (seq: number, userId = 'bob') => ({
  id: `m${seq}`,
  eventId: 'e1',
  userId,
  userName: userId,
  content: `line ${seq}`,
  createdAt: '2026-11-22T18:00:00.000Z',
  seq,
});

const page = (seq: number, hasMore = false, from = 1): EventRoomInput => ({
  type: 'newest-page',
  page: {
    messages: Array.from({ length: seq - from + 1 }, (_, index) => said(from + index)),
    seq,
    epoch: 'one',
    hasMore,
  },
});

const message = (seq: number, userId?: string): EventRoomInput => ({
  type: 'message',
  notice: { ...said(seq, userId), after: seq - 1 },
});

const shown = (seq: number): EventRoomInput => ({ type: 'shown', seq });
const position = (readSeq: number, isBack?: true): EventRoomInput => ({
  type: 'position',
  readSeq,
  isBack,
});
const visit: EventRoomInput = { type: 'visit-started' };

const play = (...inputs: readonly EventRoomInput[]): EventRoom =>
  inputs.reduce(nextEventRoom, newEventRoom('alice'));

const newIn = (room: EventRoom) => {
  const state = toEventRoomState(room);
  return state.status === 'refused' ? null : state.newIn;
};

test('[READ-21] what was new when one came stays so while one reads on, and what comes is not', () => {
  const room = play(visit, joined(5, 3), page(5));
  expect(newIn(room)).toEqual({ after: 3, upTo: 5 });
  const later = [message(6), shown(6), position(6), joined(6, 6)].reduce(nextEventRoom, room);
  expect(newIn(later)).toEqual({ after: 3, upTo: 5 });
  expect(newIn(nextEventRoom(later, visit))).toEqual({ after: 6, upTo: 6 });
  const away = [message(7), message(8), { type: 'looked-again' } as const];
  expect(newIn(away.reduce(nextEventRoom, later))).toEqual({ after: 6, upTo: 8 });
  // What is known from before may not hold any more; the next join says it.
  const back = [{ type: 'connection-lost' } as const, visit].reduce(nextEventRoom, later);
  expect(newIn(back)).toBeNull();
  expect(newIn(nextEventRoom(back, joined(9, 8)))).toEqual({ after: 8, upTo: 9 });
});

test('[READ-22] what was marked as unread stays so, whatever is shown, until one comes anew', () => {
  const room = play(visit, joined(5, 3), page(5), shown(5));
  expect([readSeqOf(room.reading), untoldOf(room.reading)]).toEqual([5, 5]);
  // On this device or another one, also where the server had not heard how far this one was.
  const marked = [position(3, true), shown(5), message(6), shown(6)].reduce(nextEventRoom, room);
  expect([readSeqOf(marked.reading), untoldOf(marked.reading)]).toEqual([3, null]);
  expect(newIn(marked)).toEqual({ after: 3, upTo: 5 });
  expect(unreadOf(marked)).toEqual({ count: 3, isWhole: true });
  const anew = [visit, shown(6)].reduce(nextEventRoom, marked);
  expect([readSeqOf(anew.reading), untoldOf(anew.reading)]).toEqual([6, 6]);
  // A position that is further back than it was, without a word of why.
  const behind = [position(5), position(2), shown(5)].reduce(nextEventRoom, room);
  expect(readSeqOf(behind.reading)).toBe(2);
});

test('[READ-20] a room counts what others said behind the position, and says whether that is all', () => {
  const own = play(joined(4, 1), page(3), message(4, 'alice'));
  expect(unreadOf(own)).toEqual({ count: 2, isWhole: true });
  const deletion = { eventId: 'e1', messageId: 'm3', userId: 'bob', deletedAt: '', seq: 5 };
  const deleted = nextEventRoom(own, {
    type: 'message-changed',
    notice: { ...deletion, after: 4 },
  });
  expect(unreadOf(deleted)).toEqual({ count: 1, isWhole: true });
  expect(unreadOf(nextEventRoom(deleted, shown(2)))).toEqual({ count: 0, isWhole: true });
  expect(unreadOf(play(joined(60, 5), page(60, true, 51)))).toEqual({ count: 10, isWhole: false });
  expect(unreadOf(play(joined(200, 50), page(200, true, 51)))).toEqual({
    count: 100,
    isWhole: true,
  });
  expect(unreadOf(play(joined(3), page(3)))).toBeNull();
});

test('[READ-24] a log that was replaced, and a server that knows no positions, leave nothing to tell', () => {
  const room = play(joined(5, 3), page(5), shown(5));
  const other = nextEventRoom(room, joined(2, undefined, 'two'));
  expect([readSeqOf(other.reading), untoldOf(other.reading)]).toEqual([null, null]);
  const old = play(visit, joined(5), page(5), shown(5));
  expect([readSeqOf(old.reading), untoldOf(old.reading), newIn(old)]).toEqual([null, null, null]);
});

test('[READ-24] whatever is shown and heard, the position goes back only where somebody marks as unread', () => {
  const seq = fc.nat(20);
  const input: fc.Arbitrary<EventRoomInput> = fc.oneof(
    seq.map(shown),
    seq.map((to) => position(to, true)),
    fc.constant(visit),
    fc.constant({ type: 'looked-again' } as const),
    fc.constant({ type: 'connection-lost' } as const),
  );
  fc.assert(
    fc.property(fc.array(input), (inputs) => {
      let room = play(joined(20, 10), page(20));
      for (const next of inputs) {
        const before = readSeqOf(room.reading) ?? 0;
        room = nextEventRoom(room, next);
        const after = readSeqOf(room.reading) ?? 0;
        if (next.type !== 'position') expect(after).toBeGreaterThanOrEqual(before);
        else expect(after).toBe(next.readSeq);
      }
    }),
  );
});
