import { expect, test } from 'vitest';

import type { ChatMessage } from './chat-rows.ts';
import { latestToEdit, mayChange, type Changer } from './may-change.ts';

const NOW = new Date(2026, 10, 25, 12, 0).getTime();
const MINUTE_MS = 60_000;

const written = (userId: string, minutesAgo: number, more: Partial<ChatMessage> = {}) => ({
  key: `${userId}-${minutesAgo}`,
  id: `${userId}-${minutesAgo}`,
  seq: 1,
  userId,
  userName: userId,
  userImage: undefined,
  content: 'words',
  createdAt: new Date(NOW - minutesAgo * MINUTE_MS),
  editedAt: undefined,
  isDeleted: false,
  files: [],
  reactions: [],
  delivery: { state: 'sent' } as const,
  ...more,
});
const bob: Changer = { userId: 'bob', role: 'participant', changeMinutes: 15 };
const may = (message: ChatMessage, changer: Changer) => mayChange(message, changer, NOW);

test('[CHANGE-22] people may edit and delete what they wrote themselves, for as long as the event lets them', () => {
  expect(may(written('bob', 14), bob)).toEqual({ edit: true, delete: true });
  expect(may(written('bob', 15), bob)).toEqual({ edit: false, delete: false });
  expect(may(written('bob', 0), { ...bob, changeMinutes: 0 })).toEqual({
    edit: false,
    delete: false,
  });
  expect(may(written('alice', 0), bob)).toEqual({ edit: false, delete: false });
});

test('[CHANGE-22] organisers and moderators may delete any message, and edit their own, at any time', () => {
  for (const role of ['organiser', 'moderator'] as const) {
    expect(may(written('alice', 999), { ...bob, role })).toEqual({ edit: false, delete: true });
    expect(may(written('bob', 999), { ...bob, role })).toEqual({ edit: true, delete: true });
  }
});

test('[CHANGE-22] nobody may change what is deleted or not sent yet', () => {
  const organiser: Changer = { ...bob, role: 'organiser' };
  for (const message of [
    written('bob', 0, { isDeleted: true }),
    written('bob', 0, { id: null, delivery: { state: 'pending', clientMessageId: 'c1' } }),
  ]) {
    expect(may(message, organiser)).toEqual({ edit: false, delete: false });
  }
});

test('[CHANGE-23] what ArrowUp edits is the newest message of one’s own that stands, and none once its time is over', () => {
  const messages = [
    written('bob', 9),
    written('bob', 3),
    written('bob', 2, { isDeleted: true }),
    written('alice', 1),
    written('bob', 0, { id: null }),
  ];
  expect(latestToEdit(messages, bob, NOW)?.key).toBe('bob-3');
  expect(latestToEdit(messages, { ...bob, changeMinutes: 1 }, NOW)).toBeNull();
  expect(latestToEdit([], bob, NOW)).toBeNull();
});
