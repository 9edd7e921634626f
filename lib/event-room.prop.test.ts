import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { ALICE, entryAt } from '../tests/harness/log-model.ts';
import type { EntryKind, ModelLog } from '../tests/harness/log-model.ts';
import { happenings, ownInput, play, settle } from '../tests/harness/room-play.ts';
import type { PlayedInput } from '../tests/harness/room-play.ts';
import { toEventRoomState } from './event-room.ts';
import type { EventRoom } from './event-room.ts';
import type { TimelineBound } from './event-room/room-types.ts';

const RUNS = 500;
const TIMEOUT_MS = 60_000;

/** So small that it is met all the time. */
const SMALL: TimelineBound = { maxMessages: 5, keptMessages: 2 };

/** The logs of one event: a restore from a backup goes on with the next one. */
const logsOf = (kindsOf: readonly (readonly EntryKind[])[]): readonly ModelLog[] =>
  kindsOf.map((kinds, index) => {
    const epoch = 'abcd'.charAt(index);
    return { epoch, entries: kinds.map((kind, at) => entryAt(epoch, kind, at + 1)) };
  });

const kinds = fc.array(fc.constantFrom<EntryKind>('message', 'message', 'own', 'other'), {
  minLength: 1,
  maxLength: 30,
  size: 'max',
});
const changing = fc.array(
  fc.constantFrom<EntryKind>(
    'message',
    'message',
    'own',
    'other',
    'edit',
    'react',
    'react',
    'delete',
    'pin',
    'pin',
    'unpin',
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
);
const oneLog = kinds.map((of) => logsOf([of]));
const severalLogs = fc.array(fc.oneof(kinds, changing), { minLength: 1, maxLength: 4 }).map(logsOf);

function timelineOf(room: EventRoom) {
  const state = toEventRoomState(room);
  return state.status === 'refused' ? [] : state.timeline;
}

const contentsOf = (room: EventRoom) =>
  timelineOf(room).map((item) => (item.kind === 'sent' ? item.message.content : item.content));

function expectNothingTwice(room: EventRoom): void {
  const texts = contentsOf(room).filter((text) => text !== '');
  expect(new Set(texts).size).toBe(texts.length);
  const keys = timelineOf(room).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const seqs = room.messages.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
}

/** What the log has from where the history begins to where it was read is there, and nothing else. */
function expectNoGap({ lastSeq, oldestSeq, ...room }: EventRoom, logs: readonly ModelLog[]): void {
  // Until the join is answered notices may be of another log than the one that was read.
  if (lastSeq === null || !room.isJoined) return;
  const log = logs.find(({ epoch }) => epoch === room.epoch);
  const read = log?.entries.flatMap(({ seq, message }) => (message && seq <= lastSeq ? seq : []));
  const seqs = room.messages.map(({ seq }) => seq);
  expect(seqs).toEqual(read?.filter((seq) => seq >= oldestSeq));
  if (!room.hasOlder) expect(seqs).toEqual(read);
}

/** Whether the history was begun anew, or waits for that. */
const isAnew = ({ before, room }: PlayedInput): boolean =>
  before.lastSeq === null || room.lastSeq === null || before.epoch !== room.epoch;

/**
 * Only a page that was asked for takes a room that nobody reads back in beyond its bound; from one
 * that somebody reads back in nothing goes.
 */
function expectBounded(played: PlayedInput): void {
  const { before, input, room } = played;
  const { length } = room.messages;
  if (input.type === 'older-page' || room.isReadingBack) {
    if (!isAnew(played)) expect(length).toBeGreaterThanOrEqual(before.messages.length);
    return;
  }
  const isOver = before.isReadingBack && !isAnew(played);
  if (isOver || length > before.messages.length) {
    expect(length).toBeLessThanOrEqual(room.bound.maxMessages);
  }
}

const expectRight =
  (logs: readonly ModelLog[]) =>
  (played: PlayedInput): void => {
    expectNothingTwice(played.room);
    expectNoGap(played.room, logs);
    expectBounded(played);
  };

test(
  '[CLIENT-11] [CLIENT-12] [CLIENT-15] [CLIENT-32] [CHANGE-10] [REACT-20] [PIN-20] whatever is lost, doubled, reordered, replayed or restored, the room ends as the log, each message once',
  () => {
    fc.assert(
      fc.property(severalLogs, happenings, fc.boolean(), (logs, all, comesBack) => {
        const played = play(logs, expectRight(logs));
        played.run(all);
        settle(played, comesBack);
        const { room, server } = played;
        expect(room().messages).toEqual(server.messages());
        expect(room().pins).toEqual(server.pins());
        expect(room().lastSeq).toBe(server.head().seq);
        expect(room().epoch).toBe(server.head().epoch);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

test(
  '[CLIENT-41] whatever happens, the timeline keeps its bound without a gap, and reading back brings all of the log again',
  () => {
    fc.assert(
      fc.property(severalLogs, happenings, fc.boolean(), (logs, all, comesBack) => {
        const played = play(logs, expectRight(logs), SMALL);
        played.run(all);
        settle(played, comesBack);
        expect(played.room().messages).toEqual(played.server.messages());
        expect(played.room().lastSeq).toBe(played.server.head().seq);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

test(
  '[CLIENT-13] what one wrote is on the timeline from then on, once, at every moment',
  () => {
    fc.assert(
      fc.property(oneLog, happenings, fc.boolean(), (logs, all, comesBack) => {
        const played = play(logs, expectRight(logs), comesBack ? SMALL : undefined);
        played.run(all);
        const { room, server, apply } = played;
        const own = server.log().entries.flatMap(({ message }) => (message ? [message] : []));
        for (const message of own.filter(({ userId }) => userId === ALICE)) {
          apply(ownInput('send', message));
          const isPast = (room().lastSeq ?? 0) >= message.seq && room().oldestSeq > message.seq;
          expect(isPast || contentsOf(room()).includes(message.content)).toBe(true);
        }
        server.growTo(server.log().entries.length);
        settle(played, comesBack);
        expect(room().own).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
