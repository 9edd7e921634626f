import { expect, test } from 'vitest';

import type { ShownAnnouncement } from '../protocol/wire.ts';
import { after, joinedAt, live, pageOf } from '../tests/harness/room-inputs.ts';
import { toCachedRoom, toEventRoomState } from './event-room.ts';
import type { EventRoom, EventRoomInput } from './event-room.ts';

const AT = '2026-11-22T18:00:00.000Z';
const UNTIL = '2026-11-22T19:00:00.000Z';

const said = (
  seq: number,
  id: string,
  { content, before = seq - 1 }: { content?: string; before?: number } = {},
): EventRoomInput => ({
  type: 'announcement',
  notice: {
    eventId: 'e1',
    announcementId: id,
    isShown: content !== undefined,
    ...(content !== undefined && { content, shownUntil: UNTIL }),
    at: AT,
    by: 'olga',
    seq,
    after: before,
  },
});

const shownIn = (room: EventRoom) => {
  const state = toEventRoomState(room);
  if (state.status === 'refused') throw new Error('refused');
  return state.announcements.map(({ announcementId, content, how }) => [
    announcementId,
    content,
    how,
  ]);
};

const onPage = (announcementId: string): ShownAnnouncement => ({
  announcementId,
  content: 'from the page',
  seq: 1,
  shownAt: AT,
});

test('[ANN-20] what is shown stands in the order in which it came, with its newest words, until it is over', () => {
  const room = after([said(4, 'a', { content: 'one' }), said(5, 'b', { content: 'two' })], live());
  expect(shownIn(room)).toEqual([
    ['a', 'one', 'live'],
    ['b', 'two', 'live'],
  ]);
  const changed = after([said(6, 'a', { content: 'one, corrected' })], room);
  expect(shownIn(changed)).toEqual([
    ['a', 'one, corrected', 'live'],
    ['b', 'two', 'live'],
  ]);
  expect(shownIn(after([said(7, 'a'), said(8, 'never')], changed))).toEqual([['b', 'two', 'live']]);
  expect(after([said(4, 'a', { content: 'again' })], changed)).toEqual(changed);
});

test('[ANN-20] a room begins with what its newest page says, or with what was kept of it, and goes on from there', () => {
  const page = { ...pageOf([3], 4), announcements: [onPage('a')] };
  const inputs: EventRoomInput[] = [
    joinedAt(5),
    said(5, 'b', { content: 'meanwhile' }),
    said(4, 'a'),
    { type: 'newest-page', page },
  ];
  const room = after(inputs);
  expect(shownIn(room)).toEqual([
    ['a', 'from the page', 'later'],
    ['b', 'meanwhile', 'later'],
  ]);
  const cached = toCachedRoom(room);
  if (cached === null) throw new Error('nothing kept');
  const restored = after([{ type: 'restored', cached }, said(6, 'a')]);
  expect(shownIn(restored)).toEqual([['b', 'meanwhile', 'later']]);
});

test('[ANN-20] its end is counted by the server’s clock, whatever the device’s says', () => {
  const now = Date.parse('2026-11-22T18:30:00.000Z');
  const standing = {
    role: 'participant',
    isFrozen: false,
    slowSeconds: 0,
    mutedUntil: null,
    saidAt: null,
    now: '2026-11-22T18:30:00.000Z',
  } as const;
  // The device is 10 minutes behind.
  const joined = { ...joinedAt(3, { standing }), at: now - 600_000 } as EventRoomInput;
  const page: EventRoomInput = { type: 'newest-page', page: pageOf([3], 3) };
  const state = toEventRoomState(after([joined, page, said(4, 'a', { content: 'one' })]));
  if (state.status === 'refused') throw new Error('refused');
  expect(state.announcements[0]?.untilMs).toBe(Date.parse(UNTIL) - 600_000);
});
