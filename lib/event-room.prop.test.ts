import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import type { MessagesPage } from '../protocol/rest.ts';
import { newEventRoom, nextEventRoom, toEventRoomState } from './event-room.ts';
import type { EventRoom, EventRoomInput } from './event-room.ts';
import type { LogMessage } from './event-room/room-types.ts';

const ALICE = 'alice';

interface Entry {
  readonly seq: number;
  /** Absent where the entry is no message. */
  readonly message?: LogMessage;
}

type EntryKind = 'other' | 'message' | 'own';

const entryAt = (kind: EntryKind, index: number): Entry => {
  const seq = index + 1;
  if (kind === 'other') return { seq };
  const message: LogMessage = {
    id: `m${seq}`,
    eventId: 'e1',
    userId: kind === 'own' ? ALICE : 'bob',
    userName: kind,
    content: `text ${seq}`,
    createdAt: '2026-11-22T18:00:00.000Z',
    seq,
    ...(kind === 'own' && { clientMessageId: `c${seq}` }),
  };
  return { seq, message };
};

/** A server that answers as PostgreSQL would: from the first `head` entries of one log. */
function serverOf(log: readonly Entry[]) {
  const messagesTo = (head: number) =>
    log.flatMap(({ seq, message }) => (seq <= head && message ? [message] : []));
  return {
    newest: (head: number, limit: number): MessagesPage => {
      const all = messagesTo(head);
      return { messages: all.slice(-limit), seq: head, epoch: 'a', hasMore: all.length > limit };
    },
    later: (head: number, after: number, limit: number): MessagesPage => {
      const all = messagesTo(head).filter(({ seq }) => seq > after);
      return { messages: all.slice(0, limit), seq: head, epoch: 'a', hasMore: all.length > limit };
    },
    older: (before: number, limit: number): MessagesPage => {
      const all = messagesTo(log.length).filter(({ seq }) => seq < before);
      const messages = all.slice(-limit);
      return { messages, seq: log.length, epoch: 'a', hasMore: all.length > limit };
    },
  };
}

/** One thing that may happen; numbers are fractions of the log's length. */
type Happening =
  | { readonly kind: 'notice' | 'ask-later' | 'ask-newest' | 'answer'; readonly at: number }
  | { readonly kind: 'ask-older' }
  | { readonly kind: 'reconnect'; readonly at: number }
  | { readonly kind: 'send' | 'acknowledge' | 'fail' | 'retry'; readonly at: number };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('notice' as const), at }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('ask-later' as const, 'ask-newest' as const, 'answer' as const),
      at,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask-older' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reconnect' as const), at }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'send' as const,
        'acknowledge' as const,
        'fail' as const,
        'retry' as const,
      ),
      at,
    }),
  },
);

const LIMIT = 3;

/** Plays happenings against one room; answers of the history may come late and out of order. */
// oxlint-disable-next-line complexity -- a table of what may happen
function play(log: readonly Entry[], happenings: readonly Happening[]) {
  const server = serverOf(log);
  const underWay: EventRoomInput[] = [];
  let room = newEventRoom(ALICE);
  const apply = (input: EventRoomInput): void => {
    room = nextEventRoom(room, input);
    expectNothingTwice(room);
  };
  const pick = (fraction: number) =>
    log[Math.min(log.length - 1, Math.floor(fraction * log.length))];
  const headAt = (fraction: number) => Math.round(fraction * log.length);

  for (const step of happenings) {
    if (step.kind === 'ask-older') {
      const before = room.oldestSeq;
      underWay.push({ type: 'older-page', before, page: server.older(before, LIMIT) });
      continue;
    }
    const entry = pick(step.at);
    if (entry === undefined) continue;
    const { seq, message } = entry;
    const own = message?.clientMessageId === undefined ? undefined : message;
    switch (step.kind) {
      case 'notice':
        if (message) apply({ type: 'message', notice: { ...message, after: seq - 1 } });
        else apply({ type: 'other-entry', seq, after: seq - 1 });
        break;
      case 'ask-newest':
        underWay.push({ type: 'newest-page', page: server.newest(headAt(step.at), LIMIT) });
        break;
      case 'ask-later': {
        const after = room.lastSeq ?? 0;
        const head = Math.max(after, headAt(step.at));
        underWay.push({ type: 'later-page', after, page: server.later(head, after, LIMIT) });
        break;
      }
      case 'answer': {
        const [input] = underWay.splice(Math.floor(step.at * underWay.length), 1);
        if (input) apply(input);
        break;
      }
      case 'reconnect':
        apply({ type: 'connection-lost' });
        apply({
          type: 'joined',
          answer: {
            eventId: 'e1',
            seq: headAt(step.at),
            epoch: 'a',
            mode: 'live',
            minSeq: 0,
            role: 'participant',
            typists: [],
            attending: 1,
            interested: 0,
            online: 1,
          },
        });
        break;
      case 'send':
      case 'acknowledge':
      case 'fail':
      case 'retry':
        if (own) apply(ownInput(step.kind, own));
    }
  }
  return { room: () => room, apply, server };
}

function ownInput(
  kind: 'send' | 'acknowledge' | 'fail' | 'retry',
  own: LogMessage,
): EventRoomInput {
  const clientMessageId = own.clientMessageId ?? '';
  switch (kind) {
    case 'send':
      return {
        type: 'send-started',
        clientMessageId,
        content: own.content,
        createdAt: own.createdAt,
      };
    case 'acknowledge':
      return { type: 'send-acknowledged', clientMessageId, message: own };
    case 'fail':
      return { type: 'send-failed', clientMessageId, error: refusal('unavailable', 'no') };
    case 'retry':
      return { type: 'send-retried', clientMessageId };
  }
}

function timelineOf(room: EventRoom) {
  const state = toEventRoomState(room);
  return state.status === 'refused' ? [] : state.timeline;
}

function expectNothingTwice(room: EventRoom): void {
  const texts = timelineOf(room).map((item) =>
    item.kind === 'sent' ? item.message.content : item.content,
  );
  expect(new Set(texts).size).toBe(texts.length);
  const keys = timelineOf(room).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const seqs = room.messages.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
}

/** Reads everything, as the session does once the connection holds. */
function readAll({ room, apply, server }: ReturnType<typeof play>, log: readonly Entry[]): void {
  const head = log.length;
  if (room().lastSeq === null) apply({ type: 'newest-page', page: server.newest(head, LIMIT) });
  for (let turn = 0; turn <= head && (room().lastSeq ?? 0) < head; turn += 1) {
    const after = room().lastSeq ?? 0;
    apply({ type: 'later-page', after, page: server.later(head, after, LIMIT) });
  }
  for (let turn = 0; turn <= head && room().hasOlder; turn += 1) {
    const before = room().oldestSeq;
    apply({ type: 'older-page', before, page: server.older(before, LIMIT) });
  }
}

const logs = fc
  .array(fc.constantFrom<EntryKind>('message', 'message', 'own', 'other'), {
    minLength: 1,
    maxLength: 30,
  })
  .map((kinds) => kinds.map(entryAt));

test('[CLIENT-11] [CLIENT-12] any mix of notices, pages and reconnections, doubled or late, ends in log order with nothing lost', () => {
  fc.assert(
    fc.property(logs, fc.array(happening, { maxLength: 80 }), (log, happenings) => {
      const played = play(log, happenings);
      // Sends that were never acknowledged are none of the log's business.
      readAll(played, log);
      const sent = timelineOf(played.room()).flatMap((item) =>
        item.kind === 'sent' ? [item.message.seq] : [],
      );
      expect(sent).toEqual(log.flatMap(({ message }) => (message ? [message.seq] : [])));
      expect(played.room().lastSeq).toBe(log.length);
    }),
    { numRuns: 500 },
  );
});

test('[CLIENT-13] what one wrote is on the timeline from then on, once, at every moment', () => {
  fc.assert(
    fc.property(logs, fc.array(happening, { maxLength: 80 }), (log, happenings) => {
      const own = log.flatMap(({ message }) => (message?.clientMessageId ? [message] : []));
      const played = play(log, happenings);
      for (const message of own) played.apply(ownInput('send', message));
      for (const message of own) {
        const isShown = timelineOf(played.room()).some(
          (item) =>
            (item.kind === 'sent' ? item.message.content : item.content) === message.content,
        );
        const isRead = played.room().messages.some(({ seq }) => seq === message.seq);
        expect(isShown || isRead).toBe(true);
      }
      readAll(played, log);
      expect(played.room().own).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
