import { expect, test } from 'vitest';

import { changedMessages } from './message-changes.ts';

test('[CHANGE-10] an edit that is sent again does not bring back words that were read as deleted', () => {
  const written = { id: 'm1', eventId: 'e1', userId: 'bob', userName: 'Bob', seq: 3 };
  const [createdAt, deletedAt] = ['2026-11-22T18:00:00Z', '2026-11-22T18:02:00Z'];
  const deleted = { ...written, content: '', createdAt, deletedAt };
  const change = { content: 'the words', editedAt: '2026-11-22T18:01:00Z' };
  expect(changedMessages([deleted], [{ seq: 4, messageId: 'm1', change }])).toEqual([deleted]);
});
