import * as fc from 'fast-check';
import { expect } from 'vitest';

import {
  needsCatchUp,
  needsFirstPage,
  newEventRoom,
  nextEventRoom,
  placeOf,
  toCachedRoom,
} from '../../lib/event-room.ts';
import type { EventRoom, EventRoomInput } from '../../lib/event-room.ts';
import type { LogMessage, TimelineBound } from '../../lib/event-room/room-types.ts';
import { refusal } from '../../protocol/errors.ts';
import { ALICE, createModelServer, joinedOf } from './log-model.ts';
import type { ModelLog } from './log-model.ts';

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
  'read-back',
  'look-at-newest',
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

export const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  }),
  // Without a size, ten at most would be played.
  { maxLength: 120, size: 'max' },
);

/** One input, and the room before and after it. */
export interface PlayedInput {
  readonly before: EventRoom;
  readonly input: EventRoomInput;
  readonly room: EventRoom;
}

type Played = ReturnType<typeof play>;

/**
 * Plays happenings against one room, and calls `expectRight` after each input. Notices may be lost,
 * doubled and reordered, pages late.
 */
export function play(
  logs: readonly ModelLog[],
  expectRight: (played: PlayedInput) => void,
  bound?: TimelineBound,
) {
  const [first, ...restores] = logs;
  if (first === undefined) throw new Error('no log');
  const server = createModelServer(first);
  const pages: EventRoomInput[] = [];
  /** What is under way on the connection. */
  let channel: EventRoomInput[] = [];
  let room = newEventRoom(ALICE, bound);
  const apply = (input: EventRoomInput): void => {
    const before = room;
    room = nextEventRoom(room, input);
    expectRight({ before, input, room });
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
    'read-back': () => apply({ type: 'reading-back', isReadingBack: true }),
    'look-at-newest': () => apply({ type: 'reading-back', isReadingBack: false }),
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
      room = newEventRoom(ALICE, bound);
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

export function ownInput(kind: OwnHappening, own: LogMessage): EventRoomInput {
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

/** More than any room needs: the page, then what came after it. */
const ROUNDS_MAX = 4;

const isAtRest = (room: EventRoom): boolean => room.status === 'live' && !needsCatchUp(room);

/** Brings the room to rest as its session does, once what is sent arrives. */
export function settle(played: Played, comesBack: boolean): void {
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
