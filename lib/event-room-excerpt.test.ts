import { expect, test } from 'vitest';

import {
  after,
  live,
  messageAt,
  notice,
  pageOf,
  sendStarted,
  shown,
} from '../tests/harness/room-inputs.ts';
import { newEventRoom, nextEventRoom, toEventRoomState } from './event-room.ts';
import type { EventRoom, EventRoomInput } from './event-room.ts';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** A room that has 100 to 103 of 103 entries. */
const room = (): EventRoom =>
  after([{ type: 'newest-page', page: pageOf(range(100, 103), 103, true) }], newEventRoom('alice'));

const around = (from: number, to: number, hasNewer = true): EventRoomInput => ({
  type: 'excerpt',
  older: pageOf(range(from, from + 1), 103, true),
  newer: pageOf(range(from + 2, to), 103, hasNewer),
});

const hasNewer = (state: EventRoom): boolean => {
  const shownState = toEventRoomState(state);
  return shownState.status !== 'refused' && shownState.hasNewer;
};

test('[CLIENT-42] what was said around a place is shown in place of the newest, and these again when one goes back', () => {
  const excerpt = after([sendStarted('c1'), around(20, 23)], room());
  expect(shown(excerpt)).toEqual(['text 20', 'text 21', 'text 22', 'text 23']);
  expect(hasNewer(excerpt)).toBe(true);
  const said = nextEventRoom(excerpt, notice(messageAt(104)));
  expect(shown(said)).toEqual(shown(excerpt));
  const latest = nextEventRoom(said, { type: 'excerpt-closed' });
  expect(shown(latest)).toEqual([...range(100, 104).map((n) => `text ${n}`), 'pending hello']);
  expect(hasNewer(latest)).toBe(false);
});

test('[CLIENT-42] it goes on both ways, and is a part of the newest once it reaches them', () => {
  const more = after(
    [
      around(20, 23),
      { type: 'excerpt-page', from: { before: 20 }, page: pageOf([18, 19], 103, true) },
      { type: 'excerpt-page', from: { after: 23 }, page: pageOf([24, 25], 103, true) },
      { type: 'excerpt-page', from: { after: 23 }, page: pageOf([24, 25], 103, true) },
      { type: 'excerpt-page', from: { before: 50 }, page: pageOf([49], 103, true) },
    ],
    room(),
  );
  expect(shown(more)).toEqual(range(18, 25).map((n) => `text ${n}`));
  const whole = nextEventRoom(more, {
    type: 'excerpt-page',
    from: { after: 25 },
    page: pageOf(range(26, 101), 103, true),
  });
  expect(shown(whole)).toEqual(range(18, 103).map((n) => `text ${n}`));
  expect([hasNewer(whole), whole.oldestSeq, whole.hasOlder]).toEqual([false, 18, true]);
  expect(shown(nextEventRoom(whole, notice(messageAt(104)))).at(-1)).toBe('text 104');
});

test('[CLIENT-42] changes are shown in it, also those that were heard of before its pages came', () => {
  const deletion = (seq: number, messageId: string): EventRoomInput => ({
    type: 'message-changed',
    notice: {
      eventId: 'e1',
      messageId,
      deletedAt: '2026-11-22T19:00:00.000Z',
      userId: 'bob',
      seq,
      after: seq - 1,
    },
  });
  const excerpt = after([deletion(104, 'm20'), around(20, 23), deletion(105, 'm22')], room());
  expect(shown(excerpt)).toEqual(['', 'text 21', '', 'text 23']);
});

test('[CLIENT-42] pages of another log are not shown, and a log that is read anew ends it', () => {
  const other = { ...pageOf([20], 103, true), epoch: 'b' };
  expect(nextEventRoom(room(), { type: 'excerpt', older: other, newer: other }).excerpt).toBeNull();
  const anew = after([around(20, 23), { type: 'resync', head: { seq: 103, epoch: 'b' } }], room());
  expect(anew.excerpt).toBeNull();
  expect(live().excerpt).toBeNull();
});
