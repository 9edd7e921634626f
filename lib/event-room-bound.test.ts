import { describe, expect, test } from 'vitest';

import type { MessagesPage } from '../protocol/rest.ts';
import {
  after,
  joinedAt,
  keyOfLast,
  live,
  messageAt,
  notice,
  pageOf,
  sendStarted,
  shown,
} from '../tests/harness/room-inputs.ts';
import { eventually, isLive, lines, startRoom } from '../tests/harness/scripted-room.ts';
import { nextEventRoom, toEventRoomState } from './event-room.ts';
import type { EventRoom, EventRoomInput } from './event-room.ts';

const readingBack = (isReadingBack: boolean): EventRoomInput => ({
  type: 'reading-back',
  isReadingBack,
});

const seqsFrom = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const noticesFrom = (first: number, last: number): readonly EventRoomInput[] =>
  seqsFrom(first, last).map((seq) => notice(messageAt(seq)));

const seqsOf = (room: EventRoom): readonly number[] => room.messages.map(({ seq }) => seq);

const olderPage = (before: number, page: MessagesPage): EventRoomInput => ({
  type: 'older-page',
  before,
  page,
});

/** A room of which `last` messages were read, the first three as a page. */
const liveUntil = (last: number, from = live()): EventRoom => after(noticesFrom(4, last), from);

describe('a timeline that grows', () => {
  test('[CLIENT-41] keeps 1,000 messages, and the newest 500 when there are more', () => {
    const full = liveUntil(1_000);
    expect(full).toMatchObject({ oldestSeq: 1, hasOlder: false });
    expect(full.messages).toHaveLength(1_000);
    const cut = nextEventRoom(full, notice(messageAt(1_001)));
    expect(seqsOf(cut)).toEqual(seqsFrom(502, 1_001));
    expect(cut).toMatchObject({ oldestSeq: 502, hasOlder: true, lastSeq: 1_001, status: 'live' });
    expect(toEventRoomState(cut)).toMatchObject({ hasOlder: true });
  });

  test('[CLIENT-41] is paged back to its beginning from where it was cut', () => {
    const cut = after([readingBack(true)], liveUntil(1_001));
    const paged = after(
      [
        olderPage(502, pageOf(seqsFrom(252, 501), 1_001, true)),
        olderPage(252, pageOf(seqsFrom(1, 251), 1_001)),
      ],
      cut,
    );
    expect(seqsOf(paged)).toEqual(seqsFrom(1, 1_001));
    expect(paged).toMatchObject({ oldestSeq: 1, hasOlder: false });
  });

  test('[CLIENT-41] takes a known message that it dropped for a known one', () => {
    const cut = liveUntil(1_001);
    expect(nextEventRoom(cut, notice(messageAt(400)))).toBe(cut);
  });

  test("[CLIENT-41] keeps one's own unsent messages, whatever is dropped", () => {
    const waiting = nextEventRoom(live(), sendStarted('c1', 'still here'));
    const cut = liveUntil(1_001, waiting);
    expect(cut.messages).toHaveLength(500);
    expect(shown(cut).at(-1)).toBe('pending still here');
    expect(keyOfLast(cut)).toBe(keyOfLast(waiting));
  });

  test('[CLIENT-41] counts what came in through a gap that was closed', () => {
    const ahead = after(noticesFrom(1_001, 1_010), liveUntil(999));
    expect(ahead.messages).toHaveLength(999);
    const closed = nextEventRoom(ahead, notice(messageAt(1_000)));
    expect(seqsOf(closed)).toEqual(seqsFrom(511, 1_010));
  });
});

describe('while somebody reads back', () => {
  test('[CLIENT-41] nothing is dropped; at the newest again it is at once', () => {
    const reading = liveUntil(2_000, after([readingBack(true)], live()));
    expect(seqsOf(reading)).toEqual(seqsFrom(1, 2_000));
    const back = nextEventRoom(reading, readingBack(false));
    expect(seqsOf(back)).toEqual(seqsFrom(1_501, 2_000));
    expect(back).toMatchObject({ oldestSeq: 1_501, hasOlder: true });
  });

  test('[CLIENT-41] it changes nothing to say so twice, or to end it in a short timeline', () => {
    const room = live();
    expect(nextEventRoom(room, readingBack(false))).toBe(room);
    const reading = nextEventRoom(room, readingBack(true));
    expect(nextEventRoom(reading, readingBack(true))).toBe(reading);
    expect(nextEventRoom(reading, readingBack(false))).toEqual(room);
  });

  test('[CLIENT-41] what waits to be read anew stays on show as it is', () => {
    const told: EventRoomInput = { type: 'resync', head: { seq: 3_000, epoch: 'a' } };
    const reading = after([told], liveUntil(1_200, after([readingBack(true)], live())));
    const back = nextEventRoom(reading, readingBack(false));
    expect(back).toMatchObject({ lastSeq: null, hasOlder: false });
    expect(shown(back)).toHaveLength(1_200);
    const page = pageOf(seqsFrom(2_951, 3_000), 3_000, true);
    const read = nextEventRoom(back, { type: 'newest-page', page });
    expect(seqsOf(read)).toEqual(seqsFrom(2_951, 3_000));
    expect(read).toMatchObject({ oldestSeq: 2_951, hasOlder: true });
  });
});

describe('an older page', () => {
  /** Full, with more before: from 1,001 to 2,000. */
  const full = (): EventRoom =>
    after([
      joinedAt(1_001),
      { type: 'newest-page', page: pageOf([1_001], 1_001, true) },
      ...noticesFrom(1_002, 2_000),
    ]);
  const page = pageOf(seqsFrom(951, 1_000), 2_000, true);

  test('[CLIENT-41] stays until something new is said', () => {
    const paged = nextEventRoom(full(), olderPage(1_001, page));
    expect(seqsOf(paged)).toEqual(seqsFrom(951, 2_000));
    const typing = nextEventRoom(paged, { type: 'typing-changed', typists: [] });
    expect(typing.messages).toBe(paged.messages);
    const cut = nextEventRoom(typing, notice(messageAt(2_001)));
    expect(seqsOf(cut)).toEqual(seqsFrom(1_502, 2_001));
  });

  test('[CLIENT-41] that was asked for before a cut and answered after it makes no gap', () => {
    const cut = nextEventRoom(full(), notice(messageAt(2_001)));
    expect(cut.oldestSeq).toBe(1_502);
    expect(nextEventRoom(cut, olderPage(1_001, page))).toBe(cut);
  });
});

test('[CLIENT-41] a room that several read back in is cut when the last is at the newest again', async () => {
  const { chat, room } = await startRoom({ history: 60 });
  await isLive(room);
  const ends = [room.readBack(), room.readBack()];
  for (let count = 1; count <= 1_000; count += 1) chat.say(`new ${count}`);
  await eventually(() => expect(lines(room)).toHaveLength(1_050));
  ends[0]?.();
  ends[0]?.();
  expect(lines(room)).toHaveLength(1_050);
  ends[1]?.();
  const all = chat.log.map(({ content }) => content);
  expect(lines(room)).toEqual(all.slice(-500));
  await room.loadOlder();
  expect(lines(room)).toEqual(all.slice(-550));
}, 30_000);
