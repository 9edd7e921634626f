import { expect, test } from 'vitest';

import {
  compareTypists,
  expireTyping,
  listTypists,
  nextExpiry,
  noTypists,
  removeTypist,
  startTyping,
  stopTyping,
} from './typing.ts';

const start = (userId: string, deviceId: string, until: number) => ({
  userId,
  userName: userId.toUpperCase(),
  deviceId,
  until,
});

test('[TYPE-3] two devices are one typist, until the last one stops', () => {
  const one = startTyping(noTypists, start('alice', 'phone', 10));
  const both = startTyping(one, start('alice', 'laptop', 20));
  expect(listTypists(both)).toEqual([{ userId: 'alice', userName: 'ALICE' }]);
  expect(compareTypists(one, both)).toEqual({ started: [], stopped: [] });
  const left = stopTyping(both, { userId: 'alice', deviceId: 'phone' });
  expect(compareTypists(both, left)).toEqual({ started: [], stopped: [] });
  const none = stopTyping(left, { userId: 'alice', deviceId: 'laptop' });
  expect(compareTypists(left, none).stopped).toEqual([{ userId: 'alice', userName: 'ALICE' }]);
});

test('[TYPE-2] typing lasts until its time, and typing on moves it', () => {
  const typing = startTyping(noTypists, start('alice', 'phone', 10));
  const longer = startTyping(typing, start('alice', 'phone', 15));
  expect(nextExpiry(longer)).toBe(15);
  expect(expireTyping(longer, 14)).toBe(longer);
  expect(listTypists(expireTyping(longer, 15))).toEqual([]);
  expect(nextExpiry(noTypists)).toBeNull();
});

test('a step that changes nothing returns the same object', () => {
  const typing = startTyping(noTypists, start('alice', 'phone', 10));
  expect(stopTyping(typing, { userId: 'alice', deviceId: 'other' })).toBe(typing);
  expect(stopTyping(typing, { userId: 'bob', deviceId: 'phone' })).toBe(typing);
  expect(removeTypist(typing, 'bob')).toBe(typing);
  expect(listTypists(removeTypist(typing, 'alice'))).toEqual([]);
});
