import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { ALICE, createModelServer, entryAt, joinedOf } from '../tests/harness/log-model.ts';
import type { EntryKind, ModelLog } from '../tests/harness/log-model.ts';
import {
  needsCatchUp,
  needsFirstPage,
  newEventRoom,
  nextEventRoom,
  placeOf,
  toCachedRoom,
  toEventRoomState,
} from './event-room.ts';
import type { EventRoom, EventRoomInput } from './event-room.ts';
import type { LogMessage } from './event-room/room-types.ts';

const KINDS = [
  'grow',
  'grow',
  'deliver',
  'deliver',
  'deliver',
  'double',
  'lose',
  'sync',
  'head',
  'resync',
  'ask-newest',
  'ask-older',
  'answer',
  'reconnect',
  'restore',
  'restart',
  'send',
  'acknowledge',
  'fail',
  'retry',
] as const;

/** One thing that may happen; `at` says to which of several, as a fraction. */
interface Happening {
  readonly kind: (typeof KINDS)[number];
  readonly at: number;
}

const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  }),
  { maxLength: 120 },
);

/** The logs of one event: a restore from a backup goes on with the next one. */
const logsOf = (kindsOf: readonly (readonly EntryKind[])[]): readonly ModelLog[] =>
  kindsOf.map((kinds, index) => {
    const epoch = 'abcd'.charAt(index);
    return { epoch, entries: kinds.map((kind, at) => entryAt(epoch, kind, at + 1)) };
  });

const kinds = fc.array(fc.constantFrom<EntryKind>('message', 'message', 'own', 'other'), {
  minLength: 1,
  maxLength: 30,
});
const oneLog = kinds.map((of) => logsOf([of]));
const severalLogs = fc.array(kinds, { minLength: 1, maxLength: 4 }).map(logsOf);

type Played = ReturnType<typeof play>;

/** Plays happenings against one room. Notices may be lost, doubled and reordered, pages late. */
function play(logs: readonly ModelLog[]) {
  const [first, ...restores] = logs;
  if (first === undefined) throw new Error('no log');
  const server = createModelServer(first);
  const pages: EventRoomInput[] = [];
  /** What is under way on the connection. */
  let channel: EventRoomInput[] = [];
  let room = newEventRoom(ALICE);
  const apply = (input: EventRoomInput): void => {
    room = nextEventRoom(room, input);
    expectNothingTwice(room);
  };
  const reconnect = (): void => {
    apply({ type: 'connection-lost' });
    apply({ type: 'join-started' });
    const { answer, replay } = server.resume(placeOf(room));
    channel = [...replay, joinedOf(answer)];
  };
  const sync = (): void => {
    const place = placeOf(room);
    if (!room.isJoined || place === null) return;
    const { answer, replay } = server.resume(place);
    channel.push(...replay, { type: 'synced', answer });
  };
  const drain = (): void => {
    for (const input of channel.splice(0)) apply(input);
  };
  const indexOf = (at: number) => Math.floor(at * channel.length);
  const isAnswer = (at: number) =>
    ['joined', 'synced'].includes(channel[indexOf(at)]?.type ?? 'joined');

  const steps: Record<Happening['kind'], (at: number) => void> = {
    grow: (at) => void channel.push(...server.growTo(Math.ceil(at * server.log().entries.length))),
    deliver: (at) => channel.splice(indexOf(at), 1).forEach(apply),
    double: (at) => channel.slice(indexOf(at), indexOf(at) + 1).forEach(apply),
    // Answers are lost with the connection alone.
    lose: (at) => void (isAnswer(at) || channel.splice(indexOf(at), 1)),
    sync,
    head: () => void channel.push({ type: 'head', head: server.head() }),
    resync: () => void channel.push({ type: 'resync', head: server.head() }),
    'ask-newest': () => void pages.push({ type: 'newest-page', page: server.newest() }),
    'ask-older'() {
      const before = room.oldestSeq;
      pages.push({ type: 'older-page', before, page: server.older(before) });
    },
    answer: (at) => pages.splice(Math.floor(at * pages.length), 1).forEach(apply),
    reconnect,
    restore(at) {
      const next = restores.shift();
      if (next === undefined) return;
      server.restore(next, Math.floor(at * next.entries.length));
      reconnect();
    },
    /** The app is killed and comes back with what it had kept of the log. */
    restart() {
      const cached = toCachedRoom(room);
      room = newEventRoom(ALICE);
      pages.length = 0;
      if (cached) apply({ type: 'restored', cached });
      reconnect();
    },
    send: (at) => own('send', at),
    acknowledge: (at) => own('acknowledge', at),
    fail: (at) => own('fail', at),
    retry: (at) => own('retry', at),
  };
  const own = (kind: OwnHappening, at: number): void => {
    const { entries } = server.log();
    const message = entries[Math.floor(at * entries.length)]?.message;
    if (message?.clientMessageId === undefined) return;
    if (kind === 'acknowledge') channel.push(...server.growTo(message.seq));
    apply(ownInput(kind, message));
  };
  return {
    room: () => room,
    apply,
    server,
    reconnect,
    sync,
    drain,
    announceHead: () => apply({ type: 'head', head: server.head() }),
    run: (all: readonly Happening[]) => all.forEach(({ kind, at }) => steps[kind](at)),
  };
}

type OwnHappening = 'send' | 'acknowledge' | 'fail' | 'retry';

function ownInput(kind: OwnHappening, own: LogMessage): EventRoomInput {
  const clientMessageId = own.clientMessageId ?? '';
  switch (kind) {
    case 'send': {
      const { content, createdAt } = own;
      return { type: 'send-started', clientMessageId, content, createdAt, order: own.seq };
    }
    case 'acknowledge':
      return { type: 'send-acknowledged', clientMessageId, message: own };
    case 'fail':
      return { type: 'send-failed', clientMessageId, error: refusal('unavailable', 'no') };
    case 'retry':
      return { type: 'send-retried', clientMessageId, order: own.seq + 100 };
  }
}

function timelineOf(room: EventRoom) {
  const state = toEventRoomState(room);
  return state.status === 'refused' ? [] : state.timeline;
}

const contentsOf = (room: EventRoom) =>
  timelineOf(room).map((item) => (item.kind === 'sent' ? item.message.content : item.content));

function expectNothingTwice(room: EventRoom): void {
  const texts = contentsOf(room);
  expect(new Set(texts).size).toBe(texts.length);
  const keys = timelineOf(room).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const seqs = room.messages.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
}

/** More than any room needs: the page, then what came after it. */
const ROUNDS_MAX = 4;

const isAtRest = (room: EventRoom): boolean => room.status === 'live' && !needsCatchUp(room);

/** Brings the room to rest as its session does, once what is sent arrives. */
function settle(played: Played, comesBack: boolean): void {
  const { room, apply, server, reconnect, sync, drain, announceHead } = played;
  drain();
  if (comesBack || !room().isJoined) reconnect();
  drain();
  announceHead();
  for (let round = 0; round < ROUNDS_MAX && !isAtRest(room()); round += 1) {
    if (needsFirstPage(room())) apply({ type: 'newest-page', page: server.newest() });
    if (needsCatchUp(room())) sync();
    drain();
  }
  expect(needsCatchUp(room())).toBe(false);
  expect(room().status).toBe('live');
  for (let turn = 0; turn < 30 && room().hasOlder; turn += 1) {
    const before = room().oldestSeq;
    apply({ type: 'older-page', before, page: server.older(before) });
  }
}

test('[CLIENT-11] [CLIENT-12] [CLIENT-15] [CLIENT-32] whatever is lost, doubled, reordered, replayed or restored, the room ends as the log, each message once', () => {
  fc.assert(
    fc.property(severalLogs, happenings, fc.boolean(), (logs, all, comesBack) => {
      const played = play(logs);
      played.run(all);
      settle(played, comesBack);
      const { room, server } = played;
      expect(room().messages).toEqual(server.messages());
      expect(room().lastSeq).toBe(server.head().seq);
      expect(room().epoch).toBe(server.head().epoch);
    }),
    { numRuns: 1_000 },
  );
});

test('[CLIENT-13] what one wrote is on the timeline from then on, once, at every moment', () => {
  fc.assert(
    fc.property(oneLog, happenings, fc.boolean(), (logs, all, comesBack) => {
      const played = play(logs);
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
    { numRuns: 1_000 },
  );
});
