import { describe, expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import type { MessagesPage } from '../protocol/rest.ts';
import {
  ALICE,
  after,
  headAt,
  joinedAt,
  live,
  messageAt,
  notice,
  pageOf,
  sendStarted,
  shown,
  timeline,
} from '../tests/harness/room-inputs.ts';
import {
  needsCatchUp,
  needsFirstPage,
  nextEventRoom,
  placeOf,
  toEventRoomState,
} from './event-room.ts';
import type { EventRoomInput } from './event-room.ts';

describe('joining', () => {
  test('[CLIENT-10] a room is live when it is joined and read as far as the join said', () => {
    const joined = after([{ type: 'join-started' }, joinedAt(3)]);
    expect(joined.status).toBe('joining');
    const read = nextEventRoom(joined, { type: 'newest-page', page: pageOf([1, 2], 2) });
    expect(read.status).toBe('joining');
    expect(needsCatchUp(read)).toBe(true);
    expect(nextEventRoom(read, notice(messageAt(3))).status).toBe('live');
  });

  test('[CLIENT-10] a lost connection keeps the timeline, as stale, until what was missed was sent', () => {
    const lost = nextEventRoom(live(), { type: 'connection-lost' });
    expect(lost.status).toBe('stale');
    expect(placeOf(lost)).toEqual({ afterSeq: 3, epoch: 'a' });
    expect(shown(lost)).toEqual(['text 1', 'text 2', 'text 3']);
    const back = after([{ type: 'join-started' }, joinedAt(4, { mode: 'replay' })], lost);
    expect(back.status).toBe('stale');
    expect(nextEventRoom(back, notice(messageAt(4))).status).toBe('live');
  });

  test('[CLIENT-18] what is replayed before the join is answered counts', () => {
    const lost = after([{ type: 'connection-lost' }, { type: 'join-started' }], live());
    const back = after([notice(messageAt(4)), joinedAt(4, { mode: 'replay' })], lost);
    expect(shown(back).at(-1)).toBe('text 4');
    expect(back.status).toBe('live');
  });

  test('[CLIENT-10] a refusal takes the place of the timeline until one joins again', () => {
    const error = refusal('forbidden', 'Attend the event first.');
    const refused = nextEventRoom(live(), { type: 'refused', error });
    expect(toEventRoomState(refused)).toEqual({ status: 'refused', error });
    expect(nextEventRoom(refused, { type: 'connection-lost' }).status).toBe('refused');
    expect(nextEventRoom(refused, { type: 'join-started' }).status).toBe('stale');
  });

  test('[CLIENT-15] a log of another epoch is read anew', () => {
    const room = after([{ type: 'connection-lost' }, joinedAt(2, { epoch: 'b' })], live());
    expect(room).toMatchObject({ lastSeq: null, epoch: 'b', status: 'joining' });
    const page: MessagesPage = { ...pageOf([2], 2), epoch: 'b' };
    expect(shown(nextEventRoom(room, { type: 'newest-page', page }))).toEqual(['text 2']);
  });

  test.each<[string, EventRoomInput]>([
    ['the answer to the join', joinedAt(504, { mode: 'resync' })],
    ['a notice', { type: 'resync', head: { seq: 504, epoch: 'a' } }],
    [
      'the answer to a sync',
      { type: 'synced', answer: { eventId: 'e1', seq: 504, epoch: 'a', mode: 'resync' } },
    ],
  ])(
    '[CLIENT-15] told to resync by %s, the newest page takes the place of what is on show',
    (_by, told) => {
      const room = nextEventRoom(live(), told);
      expect(needsFirstPage(room)).toBe(true);
      expect(placeOf(room)).toBeNull();
      expect(room.status).not.toBe('live');
      expect(shown(room)).toEqual(['text 1', 'text 2', 'text 3']);
      const read = nextEventRoom(room, { type: 'newest-page', page: pageOf([504], 504, true) });
      expect(shown(read)).toEqual(['text 504']);
      expect(read).toMatchObject({ lastSeq: 504, hasOlder: true, status: 'live' });
    },
  );

  test('[CLIENT-15] a page of another log than the one that was joined is left alone', () => {
    const joined = after([{ type: 'join-started' }, joinedAt(3)]);
    const page: MessagesPage = { ...pageOf([1], 1), epoch: 'b' };
    expect(nextEventRoom(joined, { type: 'newest-page', page })).toBe(joined);
  });

  test('[CLIENT-32] a head beyond what was read is a gap; a known one is nothing', () => {
    expect(needsCatchUp(nextEventRoom(live(), headAt(4)))).toBe(true);
    const room = live();
    expect(nextEventRoom(room, headAt(3))).toBe(room);
    expect(needsFirstPage(nextEventRoom(room, headAt(3, 'b')))).toBe(true);
  });
});

describe('the log', () => {
  test('[CLIENT-11] the next entry is applied, a known one ignored', () => {
    const room = after([notice(messageAt(4)), notice(messageAt(4)), notice(messageAt(2))], live());
    expect(shown(room)).toEqual(['text 1', 'text 2', 'text 3', 'text 4']);
  });

  test('[CLIENT-11] an entry from beyond a gap is held, and the gap asked for', () => {
    const held = nextEventRoom(live(), notice(messageAt(6)));
    expect(shown(held)).toEqual(['text 1', 'text 2', 'text 3']);
    expect(needsCatchUp(held)).toBe(true);
    const closed = after([notice(messageAt(4)), notice(messageAt(5))], held);
    expect(shown(closed).slice(3)).toEqual(['text 4', 'text 5', 'text 6']);
    expect(needsCatchUp(closed)).toBe(false);
  });

  test('[CLIENT-11] entries left out on purpose leave no gap', () => {
    const room = nextEventRoom(live(), notice(messageAt(9), 3));
    expect(shown(room).at(-1)).toBe('text 9');
    expect(needsCatchUp(room)).toBe(false);
  });

  test('[CLIENT-11] entries that are no messages take their places', () => {
    const room = after([{ type: 'other-entry', seq: 4, after: 3 }, notice(messageAt(5))], live());
    expect(shown(room).at(-1)).toBe('text 5');
  });

  test('[CLIENT-12] older pages go in front, and only where the history begins', () => {
    const room = after([joinedAt(9), { type: 'newest-page', page: pageOf([8, 9], 9, true) }]);
    const older: EventRoomInput = { type: 'older-page', before: 8, page: pageOf([6, 7], 9) };
    const read = nextEventRoom(room, older);
    expect(shown(read)).toEqual(['text 6', 'text 7', 'text 8', 'text 9']);
    expect(read.hasOlder).toBe(false);
    expect(nextEventRoom(read, older)).toBe(read);
  });
});

test('[CLIENT-16] a typist leaves the timeline the same list, and a message does not', () => {
  const room = live();
  const typing = nextEventRoom(room, { type: 'typing-changed', typists: [] });
  expect(timeline(typing)).toBe(timeline(room));
  expect(timeline(nextEventRoom(typing, notice(messageAt(4))))).not.toBe(timeline(room));
  expect(timeline(nextEventRoom(typing, sendStarted('c1')))).toHaveLength(4);
});

test('[CLIENT-16] typists are the others', () => {
  const typists = [
    { userId: ALICE, userName: 'Alice' },
    { userId: 'bob', userName: 'Bob' },
  ];
  const room = nextEventRoom(live(), { type: 'typing-changed', typists });
  expect(room.typists).toEqual([{ userId: 'bob', userName: 'Bob' }]);
  expect(nextEventRoom(room, { type: 'connection-lost' }).typists).toEqual([]);
});
