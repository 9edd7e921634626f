import { expect, test } from 'vitest';

import { newEventRoom, nextEventRoom, toEventRoomState } from '../event-room.ts';
import type { EventRoom, EventRoomInput } from '../event-room.ts';
import type { RoomStanding } from '../../protocol/wire.ts';

/** The server's clock is ten seconds ahead of the device's. */
const SERVER = '2026-11-22T18:00:10.000Z';
const DEVICE = Date.parse('2026-11-22T18:00:00.000Z');

const joined = (seq: number, standing: Partial<RoomStanding> = {}): EventRoomInput => ({
  type: 'joined',
  at: DEVICE,
  answer: {
    eventId: 'e1',
    seq,
    epoch: 'one',
    mode: 'live',
    minSeq: 0,
    role: 'participant',
    typists: [],
    attending: 1,
    interested: 0,
    online: 1,
    standing: {
      role: 'participant',
      isFrozen: false,
      slowSeconds: 0,
      mutedUntil: null,
      saidAt: null,
      now: SERVER,
      ...standing,
    },
  },
});

const mode = (seq: number, isFrozen: boolean, slowSeconds: number): EventRoomInput => ({
  type: 'room-mode',
  notice: { eventId: 'e1', isFrozen, slowSeconds, by: 'mo', seq, after: seq - 1 },
});

const act = (seq: number, userId: string, mutedUntil: string | null): EventRoomInput => ({
  type: 'participant-changed',
  notice: { eventId: 'e1', userId, role: 'participant', mutedUntil, by: 'mo', seq, after: seq - 1 },
});

const said = (seq: number, userId: string, createdAt: string): EventRoomInput => ({
  type: 'message',
  notice: { id: `m${seq}`, eventId: 'e1', userId, userName: userId, content: 'hi', createdAt, seq },
});

const play = (...inputs: readonly EventRoomInput[]): EventRoom =>
  inputs.reduce(nextEventRoom, newEventRoom('alice'));

const standingOf = (room: EventRoom) => {
  const state = toEventRoomState(room);
  return state.status === 'refused' ? null : state.standing;
};

test('[MOD-20] what one may do is known from the join on, in the device’s own time', () => {
  expect(standingOf(newEventRoom('alice'))).toBeNull();
  const room = play(
    joined(3, { slowSeconds: 30, saidAt: SERVER, mutedUntil: '2026-11-22T18:01:10.000Z' }),
  );
  expect(standingOf(room)).toEqual({
    role: 'participant',
    isFrozen: false,
    slowSeconds: 30,
    mutedUntil: DEVICE + 60_000,
    slowUntil: DEVICE + 30_000,
  });
});

test('[MOD-20] a mute is one’s own alone, and the later one in the log holds, whatever comes first', () => {
  const until = '2026-11-22T18:05:10.000Z';
  expect(standingOf(play(joined(3), act(4, 'bob', until)))?.mutedUntil).toBeNull();
  const muted = play(joined(3), act(4, 'alice', until));
  expect(standingOf(muted)?.mutedUntil).toBe(DEVICE + 300_000);
  const crossed = play(joined(3), act(6, 'alice', null), act(4, 'alice', until));
  expect(standingOf(crossed)?.mutedUntil).toBeNull();
  // Replayed after a join that has it already.
  expect(standingOf(nextEventRoom(play(joined(9)), act(4, 'alice', until)))?.mutedUntil).toBeNull();
});

test('[MOD-21] in slow mode one waits from one’s own message on, heard of by the log or by the answer', () => {
  const at = '2026-11-22T18:00:20.000Z';
  const slow = play(joined(3), said(4, 'alice', at), mode(5, false, 60));
  expect(standingOf(slow)?.slowUntil).toBeNull();
  expect(standingOf(nextEventRoom(slow, said(6, 'bob', at)))?.slowUntil).toBeNull();
  const heard = nextEventRoom(slow, said(6, 'alice', at));
  expect(standingOf(heard)?.slowUntil).toBe(DEVICE + 70_000);
  expect(standingOf(nextEventRoom(heard, mode(7, false, 10)))?.slowUntil).toBe(DEVICE + 20_000);
  expect(standingOf(nextEventRoom(heard, mode(7, false, 0)))?.slowUntil).toBeNull();
  const answered = nextEventRoom(
    nextEventRoom(slow, {
      type: 'send-started',
      clientMessageId: 'c1',
      content: 'hi',
      createdAt: at,
      order: 1,
    }),
    {
      type: 'send-acknowledged',
      clientMessageId: 'c1',
      message: {
        id: 'm6',
        eventId: 'e1',
        userId: 'alice',
        userName: 'Alice',
        content: 'hi',
        createdAt: at,
        seq: 6,
      },
    },
  );
  expect(standingOf(answered)?.slowUntil).toBe(DEVICE + 70_000);
});

test('[MOD-21] freezing and slow mode move the log on as any entry does', () => {
  const page = { messages: [], seq: 3, epoch: 'one', hasMore: false };
  const room = play(
    joined(3),
    { type: 'newest-page', page },
    mode(4, true, 0),
    act(5, 'bob', null),
  );
  expect(room.lastSeq).toBe(5);
  expect(standingOf(room)?.isFrozen).toBe(true);
  const anew = nextEventRoom(room, joined(6, { isFrozen: false }));
  expect(standingOf(anew)?.isFrozen).toBe(false);
});
