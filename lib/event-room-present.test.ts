import { expect, test } from 'vitest';

import {
  newEventRoom,
  nextEventRoom,
  toEventRoomState,
  type EventRoomInput,
} from './event-room.ts';

const people = [{ userId: 'bob', userName: 'Bob' }];
const counts = (online: number): EventRoomInput => ({
  type: 'counts',
  counts: { attending: 100, interested: 0, online },
});
const present = (online: number, named?: typeof people): EventRoomInput => ({
  type: 'present',
  present: { eventId: 'e1', online, ...(named && { people: named }) },
});

const after = (...inputs: readonly EventRoomInput[]) => {
  const state = toEventRoomState(inputs.reduce(nextEventRoom, newEventRoom('alice')));
  return state.status === 'refused' ? null : [state.counts?.online, state.people];
};

test('[HERE-20] a room has the names that the server told last, and none where too many are here', () => {
  expect(after()).toEqual([undefined, null]);
  expect(after(counts(3))).toEqual([3, null]);
  expect(after(counts(3), present(1, people))).toEqual([1, people]);
  expect(after(counts(3), present(1, people), counts(2))).toEqual([2, people]);
  expect(after(counts(50), present(1, people), counts(51))).toEqual([51, null]);
  expect(after(counts(3), present(1, people), present(51))).toEqual([51, null]);
});
