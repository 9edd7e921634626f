import type { MessagesPage } from '../../protocol/rest.ts';
import type { AnswerValue } from '../../protocol/wire.ts';
import { newEventRoom, nextEventRoom, toEventRoomState } from '../../lib/event-room.ts';
import type { EventRoom, EventRoomInput } from '../../lib/event-room.ts';
import type { LogMessage } from '../../lib/event-room/room-types.ts';

export const ALICE = 'alice';

export const messageAt = (seq: number, extra: Partial<LogMessage> = {}): LogMessage => ({
  id: `m${seq}`,
  eventId: 'e1',
  userId: 'bob',
  userName: 'Bob',
  content: `text ${seq}`,
  createdAt: '2026-11-22T18:00:00.000Z',
  seq,
  ...extra,
});

export const pageOf = (seqs: readonly number[], seq: number, hasMore = false): MessagesPage => ({
  messages: seqs.map((at) => messageAt(at)),
  seq,
  epoch: 'a',
  hasMore,
});

export const joinedAt = (
  seq: number,
  extra: Partial<AnswerValue<'join-event'>> = {},
): EventRoomInput => ({
  type: 'joined',
  answer: {
    eventId: 'e1',
    seq,
    epoch: 'a',
    mode: 'live',
    minSeq: 0,
    role: 'participant',
    typists: [],
    attending: 2,
    interested: 1,
    online: 1,
    ...extra,
  },
});

export const after = (inputs: readonly EventRoomInput[], room = newEventRoom(ALICE)): EventRoom =>
  inputs.reduce(nextEventRoom, room);

export const notice = (message: LogMessage, before = message.seq - 1): EventRoomInput => ({
  type: 'message',
  notice: { ...message, after: before },
});

export const sendStarted = (
  clientMessageId: string,
  content = 'hello',
  order = 1,
): EventRoomInput => ({
  type: 'send-started',
  clientMessageId,
  content,
  order,
  createdAt: '2026-11-22T18:00:00.000Z',
});

export function shown(room: EventRoom): readonly string[] {
  const state = toEventRoomState(room);
  if (state.status === 'refused') return [];
  return state.timeline.map((item) =>
    item.kind === 'sent' ? item.message.content : `${item.kind} ${item.content}`,
  );
}

export function timeline(room: EventRoom) {
  const state = toEventRoomState(room);
  return state.status === 'refused' ? null : state.timeline;
}

export const keyOfLast = (room: EventRoom) => timeline(room)?.at(-1)?.key;

export const live = (): EventRoom =>
  after([joinedAt(3), { type: 'newest-page', page: pageOf([1, 2, 3], 3) }]);

export const headAt = (seq: number, epoch = 'a'): EventRoomInput => ({
  type: 'head',
  head: { seq, epoch },
});
